from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy(F.window("ts", "5 minutes"), "user").agg(F.count("*").alias("n")).groupBy(F.window("window", "1 hour")).agg(F.count("*").alias("users"), F.sum("n").alias("n"))
