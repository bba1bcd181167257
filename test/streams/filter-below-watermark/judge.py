from pyspark.sql import functions as F


def query(frame):
    return frame.withWatermark("ts", "10 minutes").select(F.col("user").alias("who"), "ts").where("who <> 'b' and ts > timestamp'2024-01-01 10:10:00'").groupBy(F.window("ts", "1 hour"), "who").count()
