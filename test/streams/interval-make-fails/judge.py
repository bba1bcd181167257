from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.make_ym_interval("i", "i").alias("span"))
