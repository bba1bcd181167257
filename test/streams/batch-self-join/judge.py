from pyspark.sql import functions as F


def query(frame):
    return frame.join(frame.select("user", F.col("n").alias("m")), "user")
