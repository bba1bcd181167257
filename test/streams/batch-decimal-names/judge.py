from decimal import Decimal

from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy("user").agg(F.sum("a"), F.avg(F.col("a") + 1), F.max(F.col("a") + F.col("n")), F.max(F.col("a") / Decimal("0.5")), F.max(F.col("b") == Decimal("0.000000001")), F.max(F.col("a").try_cast("decimal(5,1)")), F.max(F.round("a", 1)), F.max(F.floor("a")), F.max(F.lit(Decimal("-1.5"))), F.max(F.lit(Decimal("0.00000005"))))
