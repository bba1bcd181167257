from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.unhex('s').alias('s'), F.unhex(F.lit('ABC')).alias('odd'), F.unhex(F.hex('b')).alias('b'))
