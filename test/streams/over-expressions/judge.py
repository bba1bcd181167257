from pyspark.sql import Window
from pyspark.sql import functions as F


def query(frame):
    w = Window.partitionBy(F.length('user')).orderBy(F.col('n') + 1, 'b')
    return frame.select('user', 'n', (F.col('n') - F.lag('n').over(w)).alias('step'), (F.rank().over(Window.partitionBy('user').orderBy('b')) + F.row_number().over(w)).alias('both'))
