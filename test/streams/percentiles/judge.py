from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy("user").agg(F.percentile("n", 0.5), F.percentile("n", [0.25, 1.0]), F.median("n"))
