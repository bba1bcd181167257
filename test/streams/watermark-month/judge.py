from pyspark.sql import functions as F


def query(frame):
    return frame.withWatermark("ts", "1 month").groupBy(F.window("ts", "1 hour")).count()
