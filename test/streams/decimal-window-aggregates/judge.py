from pyspark.sql import functions as F


def query(frame):
    return (
        frame.withWatermark("ts", "10 minutes")
        .groupBy(F.window("ts", "1 hour"), "user")
        .agg(
            F.sum("a").alias("sum"), F.avg("a").alias("avg"), F.min("a").alias("min"), F.max("a").alias("max"), F.count("a").alias("count"), F.first("a", True).alias("first"), F.last("b").alias("last"), F.collect_list("a").alias("all"), F.stddev("a").alias("stddev"),
            F.sum("big").alias("sum_big"), F.avg("big").alias("avg_big"), F.avg("b").alias("avg_b"), F.max_by("user", "a").alias("max_by"), F.max("big").alias("max_big"),
        )
    )
