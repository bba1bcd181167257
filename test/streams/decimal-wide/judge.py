from pyspark.sql import functions as F


def query(frame):
    return frame.select(
        "user", (F.col("big") + F.col("big")).alias("twice"), (F.col("big") * F.col("a")).alias("big_a"), (F.col("big") * F.col("b")).alias("big_b"), (F.col("big") / F.col("b")).alias("big_by_b"), (F.col("a") / F.col("big")).alias("a_by_big"),
        (F.col("big") % F.col("b")).alias("big_mod_b"), (F.col("big") - F.col("l")).alias("big_l"), (F.col("big").cast("decimal(38,18)") * F.col("b").cast("decimal(38,18)")).alias("wide"),
    )
