from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy("user").agg(
        F.collect_list("action"), F.collect_list("tags"), F.size(F.collect_set("n")).alias("kinds"),
        F.bool_and(F.col("n") > 2), F.bool_or(F.col("n") > 2))
