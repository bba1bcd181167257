from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.col("a").cast("decimal(10,0)").alias("k"), "user").dropDuplicates(["k"])
