from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.base64(F.lit('a')).alias('base64'), F.unbase64(F.lit('YQ==')).alias('unbase64'), F.hex(F.lit('a')).alias('hex'), F.decode(F.encode(F.lit('a'), 'UTF-8'), 'UTF-8').alias('decode'), F.md5(F.lit('a')).alias('md5'), F.sha2(F.lit('a'), 256).alias('sha2'), F.octet_length(F.lit('a')).alias('octets'), F.last_day(F.lit('2024-02-01').cast('DATE')).alias('last'), F.next_day(F.current_date(), 'Mon').isNull().alias('next'), F.months_between(F.current_date(), F.current_date()).alias('months'), F.trunc(F.current_date(), 'year').isNull().alias('trunc'), F.date_sub(F.current_date(), 1).isNull().alias('sub')).limit(1)
