from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy("ok").agg(F.grouping("ok").alias("o"))
