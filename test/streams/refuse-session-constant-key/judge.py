from pyspark.sql import functions as F


def query(frame):
    return frame.withWatermark("ts", "10 minutes").groupBy(F.session_window("ts", "10 minutes"), F.lit(1).alias("one")).count()
