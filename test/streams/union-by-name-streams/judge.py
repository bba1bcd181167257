from pyspark.sql import functions as F


def query(frame):
    return frame.select("user", "n").unionByName(frame.select(F.col("n").cast("BIGINT").alias("n"), F.lit("x").alias("user")))
