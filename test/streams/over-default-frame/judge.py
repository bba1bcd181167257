from pyspark.sql import Window
from pyspark.sql import functions as F


def query(frame):
    w = Window.partitionBy('user').orderBy('n')
    return frame.select('user', 'n', F.sum('n').over(w).alias('sum'), F.avg('d').over(w).alias('avg'), F.count('d').over(w).alias('count'), F.min('d').over(w).alias('min'), F.max('ts').over(w).alias('max'))
