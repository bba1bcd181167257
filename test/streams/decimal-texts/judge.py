from pyspark.sql import functions as F


def query(frame):
    return frame.select("t", F.col("t").try_cast("decimal(20,5)").alias("d"), F.col("t").try_cast("decimal(38,38)").alias("tiny"), F.try_add("d", F.lit(1)).alias("more"), F.try_multiply("d", "d").alias("squared"), F.try_divide("d", F.lit(0).cast("decimal(1,0)")).alias("by_zero"))
