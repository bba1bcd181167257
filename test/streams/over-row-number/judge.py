from pyspark.sql import Window
from pyspark.sql import functions as F


def query(frame):
    w = Window.partitionBy('user').orderBy('ts')
    return frame.select('user', 'ts', F.row_number().over(w).alias('row'), F.ntile(2).over(w).alias('half'), F.ntile(4).over(w).alias('quarter'))
