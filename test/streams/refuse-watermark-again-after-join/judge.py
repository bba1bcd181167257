from pyspark.sql import functions as F


def query(frame):
    left = frame.where("side = 'L'").select("k", F.col("ts").alias("lts"), F.col("v").alias("lv")).withWatermark("lts", "10 minutes")
    right = frame.where("side = 'R'").select(F.col("k").alias("rk"), F.col("ts").alias("rts"), F.col("v").alias("rv")).withWatermark("rts", "10 minutes")
    return left.join(right, F.expr("k = rk and rts >= lts and rts <= lts + interval 10 minutes"), "inner").withWatermark("rts", "1 minute").dropDuplicates(["k", "rts"])
