from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy(F.window("ts", "1 hour")).count().select(F.col("window.end").alias("end"), "count").withWatermark("end", "10 minutes")
