from pyspark.sql import functions as F


def query(frame):
    grouped = frame.withWatermark("ts", "10 minutes").groupBy(F.window("ts", "30 minutes"), "user").count()
    return grouped.where(F.col("window.start").cast("STRING").like("%:30:%"))
