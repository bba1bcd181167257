from pyspark.sql import Window
from pyspark.sql import functions as F


def query(frame):
    return frame.orderBy(F.row_number().over(Window.orderBy('n')))
