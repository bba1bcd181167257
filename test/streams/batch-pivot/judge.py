from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy("user").pivot("action", ["login", "late", "nobody"]).agg(F.count(F.lit(1)).alias("rows"))
