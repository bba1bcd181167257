from pyspark.sql import functions as F


def query(frame):
    return frame.where((F.col("user") != "x") & F.col("tags")[0] & (F.col("a") / F.col("b") > F.col("x")))
