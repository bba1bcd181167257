from pyspark.sql import functions as F


def query(frame):
    return frame.withWatermark("ts", "10 minutes").groupBy(F.session_window("ts", "10 minutes"), "user").agg(F.count("*").alias("events")).where("session_window.start > timestamp'2024-01-01T10:10:00Z'")
