from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy("user").count().orderBy(F.col("count").desc(), "user").limit(2)
