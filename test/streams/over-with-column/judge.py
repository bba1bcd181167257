from pyspark.sql import Window
from pyspark.sql import functions as F


def query(frame):
    return frame.withColumn('rank', F.row_number().over(Window.partitionBy('user').orderBy(F.desc('ts')))).where('rank = 1').select('user', 'ts')
