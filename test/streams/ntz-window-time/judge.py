from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy(F.window("n", "1 hour")).agg(F.count("*").alias("c"), F.percentile_approx("n", 0.5).alias("median")).select("window", F.window_time("window"), "c", "median").orderBy(F.desc("c"))
