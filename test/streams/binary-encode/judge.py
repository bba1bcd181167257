from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.encode('s', 'UTF-8').alias('utf8'), F.encode('s', 'UTF-16').alias('utf16'), F.encode('s', 'utf-16le').alias('little'), F.encode(F.lit('café'), 'ISO-8859-1').alias('latin'))
