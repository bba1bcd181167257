from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy(F.session_window("ts", "5 minutes"), "user").agg(F.count("*").alias("n")).select("user", F.window_time("session_window"))
