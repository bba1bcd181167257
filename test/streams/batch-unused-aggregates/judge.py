from pyspark.sql import functions as F


def query(frame):
    grouped = frame.groupBy("user").agg(F.sum("n").alias("n"), F.max("n").alias("most"))
    return grouped.groupBy("most").agg(F.count(F.lit(1)).alias("users"))
