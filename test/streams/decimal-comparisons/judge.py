from decimal import Decimal

from pyspark.sql import functions as F


def query(frame):
    return frame.select(
        "user", (F.col("a") < F.col("b")).alias("lt"), (F.col("a") >= F.col("n")).alias("geq"), (F.col("a") == 10.55).alias("eq_double"), (F.col("a") > 2).alias("gt"), (F.col("a") == Decimal("10.5500")).alias("eq_decimal"), F.col("a").eqNullSafe(None).alias("null_safe"),
        F.col("a").isin(10.55, 1).alias("in_doubles"), F.col("b").isin(2, 1).alias("in"), F.col("a").between(-1, 11).alias("between"), (F.col("a") != F.col("l")).alias("neq"), (F.col("big") > F.col("a")).alias("big"), (F.col("a") < F.col("x")).alias("lt_x"), F.col("a").isNull().alias("is_null"),
    )
