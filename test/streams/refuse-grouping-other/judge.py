from pyspark.sql import functions as F


def query(frame):
    return frame.cube("ok").agg(F.grouping("n").alias("o"))
