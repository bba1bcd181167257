from pyspark.sql import functions as F


def query(frame):
    left = frame.where("side = 'L'").withWatermark("ts", "10 minutes").select(F.window("ts", "1 hour").alias("hour"), "k", F.col("v").alias("lv"))
    right = frame.where("side = 'R'").withWatermark("ts", "10 minutes").select(F.window("ts", "1 hour").alias("hour"), "k", F.col("v").alias("rv"))
    return left.join(right, ["hour", "k"], "inner")
