from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy('ok').agg(F.percentile_approx('n', 0.5).alias('half'), F.percentile_approx('d', [0.1, 0.5, 1.0]).alias('most'), F.percentile_approx('ts', 0.9, 100).alias('when'))
