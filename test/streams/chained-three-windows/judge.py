from pyspark.sql import functions as F


def query(frame):
    five = frame.withWatermark("ts", "10 minutes").groupBy(F.window("ts", "5 minutes"), "user").agg(F.count("*").alias("n"))
    return five.groupBy(F.window("window", "15 minutes"), "user").agg(F.sum("n").alias("n")).groupBy(F.window("window", "1 hour")).agg(F.sum("n").alias("n"))
