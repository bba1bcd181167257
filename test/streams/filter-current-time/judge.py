from pyspark.sql import functions as F


def query(frame):
    return frame.withWatermark("ts", "10 minutes").where((F.current_timestamp() < F.lit("2001-01-01").cast("TIMESTAMP")) & (F.col("user") != "a"))
