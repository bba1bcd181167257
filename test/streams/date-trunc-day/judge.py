from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.trunc('day', 'year').alias('year'), F.trunc('day', 'Q').alias('quarter'), F.trunc('ts', 'mon').alias('month'), F.trunc('day', 'week').alias('week'), F.trunc('day', 'hour').alias('none'))
