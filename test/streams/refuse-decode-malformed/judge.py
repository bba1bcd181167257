from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.decode('b', 'UTF-8').alias('b'))
