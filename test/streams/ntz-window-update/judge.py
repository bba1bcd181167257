from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy(F.window("n", "1 hour", "30 minutes"), "user").agg(F.count("*").alias("c"), F.min("n").alias("first"), F.max("n").alias("last"), F.sum("x").alias("x"))
