from pyspark.sql import functions as F


def query(frame):
    return frame.withWatermark("ts", "10 minutes").groupBy(F.window("ts", "10 minutes"), "user").count().limit(0)
