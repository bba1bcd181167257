from pyspark.sql import functions as F


def query(frame):
    return frame.withWatermark("ts", "10 minutes").dropDuplicates(["user"]).groupBy(F.window("ts", "1 hour")).count()
