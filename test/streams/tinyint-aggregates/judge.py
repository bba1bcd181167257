from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy("b").agg(F.count("s").alias("n"), F.sum("s").alias("sum"), F.sum("b").alias("keys"), F.avg("s").alias("avg"), F.min("s").alias("min"), F.max("b").alias("max"), F.first("s").alias("first"), F.max_by("s", "i").alias("by"), F.percentile_approx("s", 0.5).alias("near"), F.median("s").alias("median"), F.approx_count_distinct("s").alias("distinct"), F.collect_list("s").alias("list"))
