from pyspark.sql import functions as F


def query(frame):
    left = frame.where("side = 'L'").withWatermark("ts", "10 minutes").select("k", F.col("ts").alias("lts"), "ts", F.col("v").alias("lv"))
    right = frame.where("side = 'R'").select(F.col("k").alias("rk"), F.col("ts").alias("rts"), F.col("v").alias("rv")).withWatermark("rts", "10 minutes")
    return left.join(right, F.expr("k = rk"), "inner")
