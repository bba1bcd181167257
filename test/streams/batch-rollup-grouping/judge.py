from pyspark.sql import functions as F


def query(frame):
    return frame.rollup("user", "ok").agg(F.sum("n"), F.grouping("ok"))
