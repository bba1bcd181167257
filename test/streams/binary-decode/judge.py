from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.decode(F.encode('s', 'UTF-16'), 'UTF-16').alias('utf16'), F.decode(F.encode('s', 'UTF-8'), 'UTF-8').alias('utf8'), F.decode('b', 'ISO-8859-1').alias('latin'))
