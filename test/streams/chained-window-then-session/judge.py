from pyspark.sql import functions as F


def query(frame):
    five = frame.withWatermark("ts", "10 minutes").groupBy(F.window("ts", "5 minutes"), "user").agg(F.count("*").alias("n"))
    return five.select("user", "n", F.window_time("window").alias("at")).groupBy(F.session_window("at", "10 minutes"), "user").agg(F.sum("n").alias("n"))
