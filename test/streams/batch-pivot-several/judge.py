from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy("user").pivot("n", [4, 1]).agg(F.count(F.lit(1)).alias("rows"), F.first("tags", ignorenulls=True).alias("tags"), F.max("action").alias("most"))
