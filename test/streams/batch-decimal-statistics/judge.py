from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy("user").agg(F.percentile("a", 0.5).alias("percentile"), F.median("b").alias("median"), F.approx_count_distinct("a").alias("about"), F.countDistinct("a").alias("distinct"), F.corr("a", "b").alias("corr"), F.variance("a").alias("variance"), F.sum(F.xxhash64("a", "big") % 1000000).alias("hash"), F.sum(F.timestamp_seconds("a").cast("double")).alias("seconds"), F.avg(F.col("a") + F.col("b")).alias("avg"))
