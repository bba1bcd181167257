from pyspark.sql import Window
from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.lag('n', 1, True).over(Window.partitionBy('user').orderBy('ts')).alias('n'))
