from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy("user").count().union(frame.where("user <> 'a'").groupBy(F.col("user").alias("who")).count())
