from pyspark.sql import functions as F


def query(frame):
    return frame.select("s", F.coalesce("n", "big", F.lit(0)).alias("coalesce"), F.ifnull("s", F.lit("?")).alias("ifnull"), F.nullif("s", F.lit("")).alias("nullif"), F.nullif("n", F.lit(0)).alias("nozero"), F.isnan("x").alias("isnan"), F.greatest("n", "big", "x").alias("greatest"), F.least("n", "big").alias("least"), F.greatest("s", F.lit("b")).alias("later"), F.col("n").isin(1, None).alias("listed"), F.col("s").eqNullSafe(None).alias("none"), (F.col("x") > F.col("n")).alias("more"), (F.col("big") >= 9007199254740993).alias("exact"), (F.col("s") > "a").alias("after"))
