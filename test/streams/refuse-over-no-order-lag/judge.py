from pyspark.sql import Window
from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.lag('n').over(Window.partitionBy('user')).alias('r'))
