from pyspark.sql import functions as F


def query(frame):
    return frame.withWatermark('ts', '10 minutes').where(F.minute('ts') >= F.col('n')).groupBy(F.window('ts', '1 hour'), 'user').agg(F.count('*').alias('c'))
