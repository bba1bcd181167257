from pyspark.sql import Window
from pyspark.sql import functions as F
from decimal import Decimal


def query(frame):
    w = Window.partitionBy('user').orderBy('ts')
    return frame.select(
        'user', 'ts', F.lag('b', 1, Decimal('-963.86')).over(w).alias('b'), F.lag('n', 1, 1.7).over(w).alias('n'), F.lead('d', 1, 1).over(w).alias('d'), F.lag('user', 1, 5).over(w).alias('s'),
        F.call_function('lag', F.col('n'), F.lit(2), F.col('d')).over(w).alias('nd'), F.lead('n', 1, '7').over(w).alias('text'),
    )
