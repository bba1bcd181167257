from pyspark.sql import functions as F


def query(frame):
    return frame.dropDuplicates(["b", "s"])
