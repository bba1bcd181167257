from pyspark.sql import functions as F


def query(frame):
    return frame.withWatermark("ts", "10 minutes").where("user is not null").dropDuplicates(["user", "ts"]).withWatermark("ts", "1 minute")
