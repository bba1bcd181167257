from pyspark.sql import functions as F


def query(frame):
    return frame.withWatermark("ts", "10 minutes").groupBy("user", F.session_window("ts", "10 minutes").alias("visit"), "host").agg(F.count("*").alias("events"))
