from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy("user").agg(F.count("*"), F.sum("n"), F.avg("x"), F.max("ts"), F.count_if(F.col("user") == "a"))
