from pyspark.sql import functions as F


def query(frame):
    return frame.orderBy(F.col('d').asc_nulls_last(), 'ts').limit(6)
