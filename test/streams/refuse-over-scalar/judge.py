from pyspark.sql import Window
from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.upper('user').over(Window.partitionBy('user')).alias('r'))
