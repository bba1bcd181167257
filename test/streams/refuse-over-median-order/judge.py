from pyspark.sql import Window
from pyspark.sql import functions as F


def query(frame):
    return frame.select('user', F.median('n').over(Window.partitionBy('user').orderBy('n')).alias('r'))
