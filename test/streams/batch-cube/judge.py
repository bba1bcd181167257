from pyspark.sql import functions as F


def query(frame):
    return frame.cube("user", F.length("action").alias("letters")).agg(F.count("*").alias("rows"), F.first("n"))
