from pyspark.sql import Window
from pyspark.sql import functions as F


def query(frame):
    w = Window.partitionBy('user').orderBy('ts').rowsBetween(-1, 1)
    return frame.select('user', 'ts', F.sum('n').over(w).alias('sum'), F.avg('b').over(w).alias('avg'), F.collect_list('n').over(w).alias('list'), F.first_value('n').over(w).alias('first'), F.last_value('n', True).over(w).alias('last'))
