from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy(F.session_window("n", "30 minutes"), "user").agg(F.count("*").alias("c"))
