from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.from_json("text", "at TIMESTAMP_NTZ, days ARRAY<TIMESTAMP_NTZ>, of MAP<STRING, TIMESTAMP_NTZ>").alias("e")).select("e.at", "e.days", F.to_json("e").alias("json"), F.to_json(F.struct(F.col("e.at").alias("only"))).alias("one"))
