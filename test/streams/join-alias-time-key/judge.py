from pyspark.sql import functions as F


def query(frame):
    left = frame.where("side = 'L'").withWatermark("ts", "10 minutes").alias("l")
    right = frame.where("side = 'R'").withWatermark("ts", "5 minutes").alias("r")
    joined = left.join(right, F.expr("l.ts = r.ts and l.k = r.k"))
    return joined.groupBy(F.window("l.ts", "10 minutes"), "l.k").agg(F.count(F.lit(1)).alias("rows")).select("window", "l.k", "rows")
