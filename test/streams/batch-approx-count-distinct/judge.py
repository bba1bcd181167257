from pyspark.sql import functions as F


def query(frame):
    return frame.agg(F.approx_count_distinct('user'), F.approx_count_distinct('n'), F.approx_count_distinct('d'), F.approx_count_distinct('ts'), F.approx_count_distinct('ok'))
