from pyspark.sql import functions as F


def query(frame):
    return frame.select(
        F.col("n").cast("string").alias("text"), F.col("n").cast("timestamp").alias("moment"), F.col("n").cast("date").alias("day"), F.col("t").cast("timestamp_ntz").alias("of_t"),
        F.col("d").cast("timestamp_ntz").alias("of_d"), F.expr("try_cast(text as timestamp_ntz)").alias("of_text"), F.to_timestamp_ntz("t").alias("to_ntz"), F.to_timestamp("n").alias("to_timestamp"),
        F.try_to_timestamp("n").alias("try_timestamp"), F.expr("n < t").alias("lt"), F.expr("n = d").alias("eq"), F.expr("n >= '2021-10-29 10:37:23.123456'").alias("geq"),
        F.expr("n between d and t").alias("between"), F.expr("n in (t, d)").alias("isin"), F.coalesce("n", "t").alias("n_or_t"), F.coalesce("n", "d").alias("n_or_d"),
        F.greatest("n", "t").alias("greatest"), F.least("n", "d").alias("least"), F.expr("case when n > timestamp_ntz'1970-01-01' then n else t end").alias("chosen"), F.array("n", "d").alias("list"),
    )
