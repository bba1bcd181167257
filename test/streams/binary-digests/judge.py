from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.md5('s').alias('md5'), F.sha1('b').alias('sha1'), F.sha2('s', 256).alias('sha256'), F.sha2('b', 512).alias('sha512'))
