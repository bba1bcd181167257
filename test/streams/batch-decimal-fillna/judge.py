from pyspark.sql import functions as F


def query(frame):
    return frame.select("user", "a", "b", "big").fillna(1.255).fillna({"a": 2})
