from pyspark.sql import functions as F


def query(frame):
    return frame.withWatermark("ts", "10 minutes").groupBy(F.window("ts", "10 minutes", "5 minutes")).agg(F.count("*").alias("n")).select("n", F.window_time("window").alias("at"))
