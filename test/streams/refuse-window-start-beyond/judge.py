from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy(F.window("ts", "10 minutes", "10 minutes", "10 minutes")).count()
