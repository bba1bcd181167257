from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy(F.col("n").isNull().alias("missing"), F.col("ts").cast("date").alias("day")).count()
