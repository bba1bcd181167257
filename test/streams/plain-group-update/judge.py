from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy("user").agg(F.count("*").alias("n"), F.min("ts").alias("first"), F.max("ts").alias("last"))
