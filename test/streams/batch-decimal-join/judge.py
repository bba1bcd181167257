from decimal import Decimal

from pyspark.sql import functions as F


def query(frame):
    return frame.join(
        frame.sparkSession.createDataFrame([(Decimal("10.550"), "ten"), (Decimal("2.500"), "two and a half"), (Decimal("7"), "seven")], "k DECIMAL(12,3), v STRING"),
        F.col("a") == F.col("k"), "left",
    ).select("user", "a", "k", "v")
