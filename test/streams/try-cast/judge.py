from pyspark.sql import functions as F


def query(frame):
    return frame.select("s", *[F.col("s").try_cast(t).alias(t) for t in ("int", "bigint", "double", "boolean", "timestamp", "date")])
