from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy("user").agg(
        F.first("action").alias("f"), F.first("action", ignorenulls=True).alias("fi"),
        F.last("action").alias("l"), F.last("tags", ignorenulls=True).alias("li"),
        F.any_value("n"), F.min_by("action", "ts"), F.max_by("action", "n"), F.max_by("tags", "ts"))
