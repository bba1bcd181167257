from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy(F.window("n", "1 hour")).agg(F.count("*").alias("c")).select("window.start", "window.end", "c")
