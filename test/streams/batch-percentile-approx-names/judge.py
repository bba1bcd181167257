from pyspark.sql import functions as F


def query(frame):
    return frame.agg(F.percentile_approx('n', 0.5), F.percentile_approx('n', [0.25, 1.0]))
