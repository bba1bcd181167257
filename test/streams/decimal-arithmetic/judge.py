from decimal import Decimal

from pyspark.sql import functions as F


def query(frame):
    return frame.select(
        "user",
        (F.col("a") + F.col("b")).alias("a_b"), (F.col("a") - F.col("b")).alias("a_minus_b"), (F.col("a") * F.col("b")).alias("ab"), (F.col("a") / F.col("b")).alias("a_by_b"), (F.col("a") % F.col("b")).alias("a_mod_b"),
        (F.col("a") + F.col("n")).alias("a_n"), (F.col("n") * F.col("a")).alias("na"), (F.col("n") / F.col("a")).alias("n_by_a"), (F.col("a") + F.col("l")).alias("a_l"), (F.col("a") / F.col("l")).alias("a_by_l"), (F.col("a") % F.col("n")).alias("a_mod_n"),
        (F.col("a") + 2).alias("two_more"), (F.col("a") * F.lit(3)).alias("thrice"), (F.col("a") / 100).alias("percent"), (F.lit(1) - F.col("a")).alias("one_less"), (F.col("a") * 3000000000).alias("billions"),
        (F.col("a") + Decimal("1.05")).alias("literal"), (F.col("b") * Decimal("0.001")).alias("thousandth"),
        (F.col("a") + F.col("x")).alias("a_x"), (F.col("x").cast("float") * F.col("a")).alias("fa"),
        (-F.col("a")).alias("minus_a"), (F.col("a") + F.lit(None)).alias("none"),
    )
