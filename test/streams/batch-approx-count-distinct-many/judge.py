from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy((F.col('n') % 3).alias('k')).agg(*[F.approx_count_distinct(c).alias(c) for c in ('n', 's', 'b', 'd', 'a', 'e')])
