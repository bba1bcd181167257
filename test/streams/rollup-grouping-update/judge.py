from pyspark.sql import functions as F


def query(frame):
    return frame.rollup("user", "ok").agg(F.grouping("user").alias("u"), F.grouping("ok").alias("o"), F.count("*").alias("rows"))
