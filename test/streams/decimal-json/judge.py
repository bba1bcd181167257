from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.from_json("t", "a DECIMAL(10,2), b ARRAY<DECIMAL(20,10)>, m MAP<STRING, DECIMAL(3,1)>").alias("j")).select(F.col("j.a").alias("a"), F.col("j.b").alias("b"), F.col("j.m").alias("m"), F.to_json("j").alias("text"), F.to_json(F.struct(F.lit(0).cast("decimal(20,10)").alias("zero"), F.col("j.a").alias("a"))).alias("zero"))
