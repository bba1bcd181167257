from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.next_day('day', 'someday').alias('d'))
