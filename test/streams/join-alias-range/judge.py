from pyspark.sql import functions as F


def query(frame):
    left = frame.where("side = 'L'").withWatermark("ts", "10 minutes").alias("l")
    right = frame.alias("all").where("all.side = 'R'").withWatermark("ts", "10 minutes").alias("r")
    in_time = F.expr("l.k = r.k and r.ts >= l.ts and r.ts <= l.ts + interval 10 minutes")
    return left.join(right, in_time, "left").where("l.v > 0").select("l.k", "l.ts", "l.v", F.col("r.v").alias("rv"))
