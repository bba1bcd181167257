from pyspark.sql import functions as F


def query(frame):
    return frame.select(
        "user", F.col("a").cast("decimal(10,1)").alias("shorter"), F.col("a").cast("decimal(38,20)").alias("longer"), F.col("a").cast("int").alias("int"), F.col("a").cast("bigint").alias("bigint"), F.col("a").cast("double").alias("double"), F.col("a").cast("float").cast("string").alias("float"),
        F.col("a").cast("string").alias("text"), F.col("big").cast("string").alias("big_text"), F.col("big").cast("double").alias("big_double"), F.col("a").cast("boolean").alias("boolean"), F.col("a").cast("timestamp").alias("ts_of"),
        F.col("n").cast("decimal(12,2)").alias("of_int"), F.col("n").cast("decimal").alias("of_int_plain"), F.col("l").cast("decimal(20,1)").alias("of_bigint"), F.col("x").cast("decimal(20,5)").alias("of_double"), F.col("x").cast("float").cast("decimal(30,18)").alias("of_float"),
        F.col("ts").cast("decimal(20,6)").alias("of_ts"), (F.col("a") > 1).cast("decimal(3,1)").alias("of_boolean"), F.col("a").cast("string").cast("decimal(20,3)").alias("of_text"),
        F.col("a").try_cast("decimal(3,2)").alias("try_short"), F.col("big").try_cast("bigint").alias("try_bigint"), F.col("big").try_cast("int").alias("try_int"), F.col("user").try_cast("decimal(5,2)").alias("try_text"), F.col("l").try_cast("decimal(5,0)").alias("try_of_bigint"), F.col("x").try_cast("decimal(5,2)").alias("try_of_double"),
    )
