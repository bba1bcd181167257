from pyspark.sql import functions as F


def query(frame):
    return frame.cube("user", "ok").agg(F.grouping("user").alias("u"), F.grouping("ok").alias("o"), F.grouping_id().alias("id"), F.count("*").alias("rows"))
