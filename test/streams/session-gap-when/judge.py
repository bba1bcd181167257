from pyspark.sql import functions as F


def query(frame):
    return frame.withWatermark("ts", "10 minutes").groupBy(F.session_window("ts", F.when(F.col("user") == "a", "5 minutes").otherwise("10 minutes")), "user").count()
