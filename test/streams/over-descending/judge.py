from pyspark.sql import Window
from pyspark.sql import functions as F


def query(frame):
    w = Window.partitionBy('user').orderBy(F.desc('n'), F.col('b').asc_nulls_last())
    return frame.select('user', 'n', 'b', F.row_number().over(w).alias('row'), F.sum('b').over(w).alias('sum'))
