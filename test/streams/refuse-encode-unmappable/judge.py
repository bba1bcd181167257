from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.encode('s', 'US-ASCII').alias('b'))
