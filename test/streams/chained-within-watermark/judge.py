from pyspark.sql import functions as F


def query(frame):
    return frame.withWatermark("ts", "10 minutes").dropDuplicatesWithinWatermark(["user"]).groupBy(F.window("ts", "5 minutes"), "user").agg(F.count("*").alias("n"))
