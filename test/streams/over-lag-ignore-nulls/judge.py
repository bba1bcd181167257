from pyspark.sql import Window
from pyspark.sql import functions as F


def query(frame):
    w = Window.partitionBy('user').orderBy('ts')
    return frame.select('user', 'ts', F.expr('lag(n, 1) ignore nulls over (partition by user order by ts)').alias('before'), F.expr('lead(d, 1) ignore nulls over (partition by user order by ts)').alias('after'), F.expr('lag(d, 2, -1) ignore nulls over (partition by user order by ts)').alias('two'))
