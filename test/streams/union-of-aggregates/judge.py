from pyspark.sql import functions as F


def query(frame):
    hourly = frame.withWatermark("ts", "10 minutes").groupBy(F.window("ts", "1 hour"), "user").agg(F.count("*").alias("n"))
    daily = frame.withWatermark("ts", "10 minutes").groupBy(F.window("ts", "30 minutes"), "user").agg(F.count("*").alias("n"))
    return hourly.union(daily)
