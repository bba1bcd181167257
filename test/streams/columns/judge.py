from pyspark.sql import functions as F


def query(frame):
    return frame.withColumn("day", F.to_date("ts")).withColumnRenamed("user", "who").withColumn("who", F.upper("who")).drop("ts")
