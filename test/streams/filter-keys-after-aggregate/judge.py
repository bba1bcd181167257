from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy("user", F.col("ts").cast("DATE").alias("day")).count().where("user <> 'b' and count > 1")
