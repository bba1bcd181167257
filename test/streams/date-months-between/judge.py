from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.months_between('day', 'other').alias('days'), F.months_between('ts', 'day').alias('times'), F.months_between('ts', 'other', False).alias('exact'))
