from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.col("text").cast("interval day to second").alias("span"))
