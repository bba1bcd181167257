from pyspark.sql import functions as F


def query(frame):
    return frame.select((F.col("d") / F.lit(0).cast("decimal(3,1)")).alias("d"))
