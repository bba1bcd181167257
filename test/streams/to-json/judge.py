from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.to_json(F.struct("user", "ts", "n", "big", "x")).alias("json"))
