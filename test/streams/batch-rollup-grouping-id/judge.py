from pyspark.sql import functions as F


def query(frame):
    return frame.rollup('ok').agg(F.count('*'), F.grouping_id())
