from pyspark.sql import functions as F


def query(frame):
    return frame.distinct().select("k", F.col("x").cast("string").alias("x"), F.col("a").cast("string").alias("a"), F.col("s.y").cast("string").alias("y"))
