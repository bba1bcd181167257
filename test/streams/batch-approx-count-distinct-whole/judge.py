from pyspark.sql import functions as F


def query(frame):
    return frame.agg(*[F.approx_count_distinct(c).alias(c) for c in ('n', 's', 'b', 'd')])
