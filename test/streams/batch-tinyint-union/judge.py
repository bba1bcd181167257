from pyspark.sql import functions as F


def query(frame):
    return frame.select("b", "s").union(frame.select("s", "i")).union(frame.select("i", "b"))
