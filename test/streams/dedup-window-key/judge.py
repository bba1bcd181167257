from pyspark.sql import functions as F


def query(frame):
    return frame.withWatermark("ts", "10 minutes").select(F.window("ts", "1 hour").alias("hour"), "user").dropDuplicates(["hour", "user"])
