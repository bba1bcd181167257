from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy(F.col("a").cast("decimal(10,0)").alias("k"), F.struct("b").alias("s")).agg(F.count("*").alias("n"), F.sum("a").alias("total"))
