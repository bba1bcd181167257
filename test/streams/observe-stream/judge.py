from pyspark.sql import functions as F


def query(frame):
    return frame.observe("seen", F.count("*").alias("rows"), F.count("user").alias("named"), F.count_if(F.col("user") == "a").alias("as"), F.min("user").alias("first"), F.max("ts").alias("newest")).where("user <> 'b'")
