from pyspark.sql import functions as F


def query(frame):
    return frame.withWatermark("n", "10 minutes").groupBy(F.window("n", "1 hour")).agg(F.count("*").alias("c"))
