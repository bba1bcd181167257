from pyspark.sql import functions as F


def query(frame):
    return frame.withWatermark("ts", "10 minutes").groupBy("user", "ts").agg(F.count("*").alias("n")).withWatermark("ts", "1 minute")
