from pyspark.sql import functions as F


def query(frame):
    return frame.select(
        "user", F.abs("a").alias("abs"), F.round("a").alias("round"), F.round("a", 1).alias("round_1"), F.round("a", -1).alias("round_tens"), F.round("a", 5).alias("round_5"), F.round("big", -2).alias("round_hundreds"),
        F.floor("a").alias("floor"), F.ceil("a").alias("ceil"), F.floor("big").alias("floor_big"), F.ceil("b").alias("ceil_b"), F.floor(F.round("a")).alias("floor_whole"), F.sqrt(F.abs("a")).alias("sqrt"), F.pow("b", F.lit(2)).alias("pow"),
        F.greatest("a", "b").alias("greatest"), F.least("a", "n").alias("least"), F.greatest("a", F.lit(5)).alias("greatest_5"), F.coalesce("a", "b").alias("coalesce"), F.coalesce("a", F.lit(0)).alias("or_0"), F.coalesce("a", "x").alias("or_x"), F.coalesce("a", "l").alias("or_l"),
        F.when(F.col("a") > 3, F.col("a")).otherwise(0).alias("when"), F.array("a", "b").alias("array"), F.struct("a", "big").alias("struct"),
    )
