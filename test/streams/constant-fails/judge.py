from pyspark.sql import functions as F


def query(frame):
    return frame.select((F.col("n") + F.lit("x").cast("int")).alias("sum"))
