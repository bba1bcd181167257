from pyspark.sql import functions as F


def query(frame):
    return frame.agg(F.count("*").alias("n"), F.max("user").alias("last"))
