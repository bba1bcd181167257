from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy(F.window('ts', '1 hour')).agg(F.approx_count_distinct('user').alias('users'), F.percentile_approx('ts', 0.5).alias('half'))
