from pyspark.sql import Window
from pyspark.sql import functions as F


def query(frame):
    return frame.join(frame.select(F.col('user').alias('who')), F.row_number().over(Window.orderBy('n')) == F.col('b'))
