from pyspark.sql import functions as F


def query(frame):
    w = None
    return frame.select('user', 'ts', F.expr("count(1) over (partition by user order by ts range between interval '15' minute preceding and current row)").alias('count'), F.expr("sum(n) over (partition by user order by ts range between interval '15' minute preceding and current row)").alias('sum'))
