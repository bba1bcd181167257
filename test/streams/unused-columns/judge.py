from pyspark.sql import functions as F


def query(frame):
    # What nobody asks for is not computed, and cannot fail.
    risky = frame.withColumn("x", F.lit(1) / F.col("n"))
    return risky.union(risky).groupBy("k").count()
