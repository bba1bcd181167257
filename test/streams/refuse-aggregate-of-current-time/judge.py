from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy("user").agg(F.count_if(F.current_timestamp() > F.col("ts")).alias("past"))
