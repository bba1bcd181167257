from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.weekofyear('day').alias('week'), F.weekday('day').alias('weekday'), F.date_sub('day', 40).alias('before'), F.unix_date('day').alias('unix'), F.date_from_unix_date('n').alias('back'), F.make_date(F.lit(2024), F.col('n') % 2 + 2, F.lit(28)).alias('made'))
