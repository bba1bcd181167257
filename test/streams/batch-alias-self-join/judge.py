from pyspark.sql import functions as F


def query(frame):
    joined = frame.alias("l").join(frame.alias("r"), (F.col("l.user") == F.col("r.user")) & (F.col("l.n") < F.col("r.n")), "left")
    return joined.where((F.col("l.n") > 1) & (F.col("r.n").isNull() | (F.col("r.n") < 9))).select("l.user", F.col("l.n").alias("first"), "r.n")
