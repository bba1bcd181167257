from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.col('ts').cast('decimal(38,10)').cast('string').alias('long'), F.col('ts').cast('decimal(20,3)').cast('string').alias('millis'))
