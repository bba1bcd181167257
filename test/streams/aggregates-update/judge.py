from pyspark.sql import functions as F


def query(frame):
    return frame.withWatermark("ts", "10 minutes").groupBy(F.window("ts", "1 hour"), "user").agg(F.count("n").alias("count_n"), F.sum("n").alias("sum_n"), F.sum("big").alias("sum_big"), F.sum("x").alias("sum_x"), F.avg("n").alias("avg_n"), F.avg("big").alias("avg_big"), F.avg("x").alias("avg_x"), F.min("x").alias("min_x"), F.max("n").alias("max_n"), F.min("big").alias("min_big"), F.max("user").alias("max_user"), F.min("ts").alias("min_ts"), F.count_if(F.col("n") > 1).alias("over_one"))
