from pyspark.sql import Window
from pyspark.sql import functions as F


def query(frame):
    w = Window.partitionBy('user').orderBy('n', 'd').rangeBetween(Window.currentRow, Window.unboundedFollowing)
    return frame.select('user', 'n', F.count('*').over(w).alias('count'))
