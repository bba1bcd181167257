from pyspark.sql import Window
from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy('user').agg(F.sum('n').alias('n')).withColumn('rank', F.rank().over(Window.orderBy(F.desc('n'))))
