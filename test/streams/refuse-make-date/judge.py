from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.make_date(F.lit(2023), F.lit(2), F.col('n')).alias('made'))
