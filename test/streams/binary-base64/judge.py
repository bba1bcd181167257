from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.base64('s').alias('s'), F.base64('b').alias('b'), F.unbase64(F.base64('s')).alias('back'), F.unbase64(F.lit('SGVs bG8=')).alias('blank'))
