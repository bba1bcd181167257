from pyspark.sql import functions as F


def query(frame):
    left = frame.where("side = 'L'").select("k", "ts", F.col("v").alias("lv")).withWatermark("ts", "10 minutes")
    right = frame.where("side = 'R'").select("k", "ts", F.col("v").alias("rv")).withWatermark("ts", "10 minutes")
    return left.join(right, ["k", "ts"], "full")
