from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy('user', 'n').agg(F.count('*').alias('c'), F.max('m').alias('most')).where(F.col('n') <= F.col('most'))
