from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.expr("s % b").alias("r"))
