from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.xxhash64('s').alias('s'), F.xxhash64('b').alias('b'), F.xxhash64('n').alias('n'), F.xxhash64('l', 'day', 'ts').alias('several'))
