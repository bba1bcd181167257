from pyspark.sql import functions as F


def query(frame):
    return frame.where(F.from_json(F.lit("[1]"), "a BOOLEAN")["a"]).limit(3)
