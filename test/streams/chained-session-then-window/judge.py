from pyspark.sql import functions as F


def query(frame):
    return frame.withWatermark("ts", "10 minutes").groupBy(F.session_window("ts", "5 minutes"), "user").agg(F.count("*").alias("n")).groupBy(F.window("session_window", "1 hour")).agg(F.count("*").alias("visits"), F.sum("n").alias("n"))
