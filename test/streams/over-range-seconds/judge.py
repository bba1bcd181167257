from pyspark.sql import Window
from pyspark.sql import functions as F


def query(frame):
    w = Window.partitionBy('user').orderBy(F.col('ts').cast('BIGINT')).rangeBetween(-900, -1)
    return frame.select('user', 'ts', F.count('*').over(w).alias('count'))
