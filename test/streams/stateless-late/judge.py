from pyspark.sql import functions as F


def query(frame):
    return frame.withWatermark("ts", "10 minutes").where(F.col("user") != "c").select("user", "ts")
