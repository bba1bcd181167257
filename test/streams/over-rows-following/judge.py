from pyspark.sql import Window
from pyspark.sql import functions as F


def query(frame):
    w = Window.partitionBy('user').orderBy('ts').rowsBetween(Window.currentRow, Window.unboundedFollowing)
    return frame.select('user', 'ts', F.sum('n').over(w).alias('sum'), F.count('*').over(w).alias('left'), F.max_by('n', 'd').over(w).alias('by'))
