from pyspark.sql import functions as F


def query(frame):
    return frame.select("user", F.when(F.col("n") > 1, "many").when(F.col("n") == 1, "one").otherwise("none").alias("how"), F.when(F.col("n") != 0, F.lit(10) / F.col("n")).alias("guarded"), F.col("user").isin("a", "c").alias("known"), F.col("n").between(1, 3).alias("few"), F.col("n").isNotNull().alias("has"))
