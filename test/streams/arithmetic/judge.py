from pyspark.sql import functions as F


def query(frame):
    return frame.select("user", (F.col("n") + F.lit(1).cast("bigint")).alias("plus"), (F.col("x") * 2).alias("times"), (F.col("big") - 1).alias("minus"), (F.col("n") / 2).alias("divide"), (F.col("n") % 3).alias("mod"), (-F.col("x")).alias("negate"), F.abs("n").alias("abs"), F.round("x", 1).alias("round"), F.floor("x").alias("floor"), F.ceil("x").alias("ceil"))
