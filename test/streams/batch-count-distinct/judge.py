from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy("user").agg(F.count_distinct("n"), F.count_distinct("action", "n"), F.count_distinct("tags").alias("tags"))
