from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.struct(F.col("ts").alias("start"), F.col("ts").alias("end")).alias("window")).select(F.window_time("window"))
