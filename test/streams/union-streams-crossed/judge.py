from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.col("n").cast("STRING").alias("a"), "user").union(frame.select("user", F.col("n").cast("STRING").alias("a")))
