from pyspark.sql import functions as F


def query(frame):
    return frame.withWatermark("ts", "10 minutes").select("k", "ts", F.col("ts").alias("again")).dropDuplicates()
