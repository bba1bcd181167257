from pyspark.sql import functions as F


def query(frame):
    return frame.withColumn("at", F.col("ts")).withWatermark("at", "10 minutes").groupBy(F.window("ts", "1 hour")).count()
