from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.col("text").cast("smallint").alias("r"))
