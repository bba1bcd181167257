from pyspark.sql import functions as F


def query(frame):
    days = F.col("span").cast("interval day")
    return frame.groupBy("k").agg(
        F.median("span").alias("a"), F.percentile("ym", 0.4).alias("b"), F.percentile("span", F.array(F.lit(0.1), F.lit(0.9))).alias("c"), F.percentile_approx("ym", 0.5).alias("d"), F.percentile_approx(days, [0.0, 1.0]).alias("e"),
        F.median(days).alias("f"), F.collect_list(days).alias("g"), F.count_distinct("ym").alias("h"), F.approx_count_distinct("span").alias("i"), F.min_by("i", "ym").alias("j"),
    )
