from pyspark.sql import functions as F


def query(frame):
    return frame.select("a", "b", F.col("user")).describe()
