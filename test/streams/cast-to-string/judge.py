from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.col("n").cast("string").alias("n"), F.col("big").cast("string").alias("big"), F.col("x").cast("string").alias("x"), F.col("ts").cast("string").alias("ts"), F.col("ts").cast("date").cast("string").alias("d"), F.col("n").isNull().cast("string").alias("b"), F.col("ts").cast("bigint").alias("secs"), F.col("ts").cast("double").alias("fsecs"))
