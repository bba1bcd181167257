from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.length('b').alias('b'), F.length('s').alias('s'), F.octet_length('s').alias('octets'), F.bit_length('b').alias('bits'))
