from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.round('x', 0).cast('string').alias('whole'), F.round('x', 1).cast('string').alias('tenths'), F.round(F.col('x').cast('float'), 0).cast('string').alias('float'), F.round(F.lit(0) * F.col('x'), 0).cast('string').alias('product'))
