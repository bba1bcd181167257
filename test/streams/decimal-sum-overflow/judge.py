from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy("user").agg(F.sum("d"))
