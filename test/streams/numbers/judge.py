from pyspark.sql import functions as F


def query(frame):
    return frame.select("n", F.try_add("n", F.lit(1)).alias("tryadd"), F.try_subtract("big", F.lit(1)).alias("trysub"), F.try_multiply("big", F.lit(2)).alias("trymul"), F.try_divide("x", "n").alias("trydiv"), F.try_divide("big", "n").alias("quotient"), F.round("x").alias("round"), F.round("x", 2).alias("round2"), F.round(F.col("n").cast("BIGINT"), -1).alias("tens"), F.floor("x").alias("floor"), F.ceil("x").alias("ceil"), F.sqrt("x").alias("sqrt"), F.pow("n", F.lit(2)).alias("pow"), (F.col("n").cast("FLOAT") + F.col("x").cast("FLOAT")).cast("DOUBLE").alias("float"), (F.col("x").cast("FLOAT") + F.col("n")).alias("wide"), (F.col("x") % 2).alias("mod"), F.col("x").cast("FLOAT").cast("STRING").alias("text"), F.when(F.col("n") != 0, F.col("big") % F.col("n")).alias("rest"))
