from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.col("t").cast("decimal(5,2)").alias("d"))
