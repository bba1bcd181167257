from pyspark.sql import functions as F


def query(frame):
    return frame.observe("seen", F.count("*").alias("rows")).observe("seen", F.max("user").alias("last"))
