from pyspark.sql import Window
from pyspark.sql import functions as F


def query(frame):
    w = Window.partitionBy('user').orderBy('n')
    return frame.select('user', 'n', F.rank().over(w).alias('rank'), F.dense_rank().over(w).alias('dense'), F.percent_rank().over(w).alias('percent'), F.cume_dist().over(w).alias('cume'))
