from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.last_day('day').alias('last'), F.last_day('ts').alias('time'), F.next_day('day', 'Mon').alias('monday'), F.next_day('ts', 'sunday').alias('sunday'))
