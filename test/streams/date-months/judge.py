from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.add_months('day', 1).alias('next'), F.add_months('ts', -13).alias('before'), F.add_months('day', F.col('n') % 20).alias('n'))
