from pyspark.sql import functions as F


def query(frame):
    return frame.alias("l").join(frame.alias("l"), F.col("l.user") == "a").select("l.n")
