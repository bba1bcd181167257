from pyspark.sql import functions as F


def query(frame):
    return frame.withWatermark("ts", "10 minutes").select("user", "ts", F.col("ts").cast("TIMESTAMP").alias("again")).distinct()
