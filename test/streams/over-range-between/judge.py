from pyspark.sql import Window
from pyspark.sql import functions as F


def query(frame):
    w = Window.partitionBy('user').orderBy('n').rangeBetween(-1, 1)
    return frame.select('user', 'n', F.sum('b').over(w).alias('sum'), F.count('*').over(w).alias('count'))
