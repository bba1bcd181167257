from pyspark.sql import functions as F


def query(frame):
    events = frame.withWatermark("ts", "10 minutes")
    left = events.groupBy(F.window("ts", "30 minutes"), "user").agg(F.count("*").alias("n"))
    right = events.groupBy(F.window("ts", "30 minutes").alias("span"), F.col("user").alias("who")).agg(F.count("*").alias("m"))
    return left.join(right, (F.col("window") == F.col("span")) & (F.col("user") == F.col("who")), "inner").select("window", "user", "n", "m")
