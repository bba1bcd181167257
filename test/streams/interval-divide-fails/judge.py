from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.expr("span / i").alias("part"))
