from pyspark.sql import Window
from pyspark.sql import functions as F


def query(frame):
    w = Window.partitionBy('user').orderBy('ts')
    return frame.select('user', 'ts', F.lag('n').over(w).alias('before'), F.lag('n', 2).over(w).alias('two'), F.lead('n').over(w).alias('after'), F.lag('n', 1, 0).over(w).alias('or_zero'), F.lead('d', 1, -1.5).over(w).alias('or'))
