from pyspark.sql import functions as F


def query(frame):
    return frame.orderBy(F.col('n').desc_nulls_first(), 'ts').limit(6).offset(2)
