from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy(F.window("ts", "5 minutes")).agg(F.count("*").alias("n")).select("n", F.window_time("window"), F.window_time(F.col("window")).alias("at"))
