from decimal import Decimal

from pyspark.sql import functions as F


def query(frame):
    return frame.select("user", "a").union(frame.sparkSession.createDataFrame([("z", Decimal("0.00001"))], "user STRING, k DECIMAL(20,5)")).union(frame.select("user", "n")).union(frame.select("user", "b").distinct())
