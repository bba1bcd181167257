from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.hex('s').alias('s'), F.hex('b').alias('b'), F.hex('n').alias('n'), F.hex('l').alias('l'))
