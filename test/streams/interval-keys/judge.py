from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy((F.col("t") - F.col("u")).alias("gap"), (F.col("d") - F.col("e")).alias("days"), "m", F.struct("m").alias("s"), F.array("m").alias("a")).agg(F.count("*").alias("n"))
