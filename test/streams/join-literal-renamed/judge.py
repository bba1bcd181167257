from pyspark.sql import functions as F


def query(frame):
    left = frame.where("side = 'L' and upper(k) <> 'A'").withWatermark("ts", "10 minutes").select(F.col("k").alias("lk"), F.col("ts").alias("lts"), F.col("v").cast("BIGINT").alias("lv"), F.lit("R").alias("want"))
    right = frame.where("v < 20").withWatermark("ts", "10 minutes").select(F.col("k").alias("rk"), F.col("ts").alias("rts"), "v", "side")
    return left.join(right, F.expr("lk = rk and want = side and lts = rts"))
