from pyspark.sql import Window
from pyspark.sql import functions as F


def query(frame):
    w = Window.orderBy('ts', 'n')
    return frame.select('ts', F.row_number().over(w).alias('row'), F.count('*').over(w).alias('so_far'))
