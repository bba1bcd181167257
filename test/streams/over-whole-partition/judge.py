from pyspark.sql import Window
from pyspark.sql import functions as F


def query(frame):
    w = Window.partitionBy('user')
    return frame.select('user', 'n', F.sum('b').over(w).alias('sum'), F.max('ts').over(w).alias('last'), (F.col('n') / F.sum('n').over(w)).alias('share'), F.stddev('n').over(w).alias('sd'))
