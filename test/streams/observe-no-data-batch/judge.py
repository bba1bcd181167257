from pyspark.sql import functions as F


def query(frame):
    return frame.withWatermark("ts", "10 minutes").observe("in", F.count("*").alias("rows"), F.max("user").alias("last")).groupBy(F.window("ts", "1 hour"), "user").count().observe("out", F.count("*").alias("groups"), F.max("count").alias("most"))
