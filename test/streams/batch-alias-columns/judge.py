from pyspark.sql import functions as F


def query(frame):
    pairs = frame.alias("x").alias("l").crossJoin(frame.withColumn("at", F.struct(F.col("user").alias("n"))).alias("at"))
    both = pairs.withColumn("more", F.col("l.n") + 1).drop(F.col("at.user")).select("l.*", "more", "at.n", F.col("at.at.n").alias("inner"))
    grouped = both.groupBy("l.user", "inner").agg(F.count(F.lit(1)).alias("rows"), F.sum("more").alias("total"), F.sum("at.n").alias("there"))
    return grouped.where(F.col("l.user") != "b").orderBy(F.col("l.user").desc(), "inner")
