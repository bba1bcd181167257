from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy(F.window("ts", "1 hour", "1 hour", "-15 minutes")).count()
