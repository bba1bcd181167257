from pyspark.sql import functions as F


def query(frame):
    return frame.select("a", "b", (F.col("a") & F.col("b")).alias("and"), (F.col("a") | F.col("b")).alias("or"), (~F.col("a")).alias("not"), (F.col("a") == F.col("b")).alias("eq"), F.col("a").eqNullSafe(F.col("b")).alias("same"), F.col("a").isNull().alias("isnull"), F.coalesce("a", "b").alias("first"))
