from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.col("s").cast("tinyint").alias("r"))
