from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.col("d").cast("bigint").alias("d"))
