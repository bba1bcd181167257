from pyspark.sql import functions as F


def query(frame):
    return frame.rollup("user", "action").agg(F.count("*").alias("rows"), F.max("action").alias("last"), F.sum("n"))
