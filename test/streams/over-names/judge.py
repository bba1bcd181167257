from pyspark.sql import Window
from pyspark.sql import functions as F


def query(frame):
    w = Window.partitionBy('user').orderBy('ts')
    return frame.select(F.row_number().over(w), F.sum('n').over(Window.partitionBy('user')), F.lag('n').over(w), F.avg('n').over(w.rowsBetween(-1, 2)), F.max('n').over(Window.orderBy('b').rangeBetween(-1, Window.unboundedFollowing)), F.min('n').over(w))
