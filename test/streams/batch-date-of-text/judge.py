from pyspark.sql import functions as F


def query(frame):
    return frame.select(
        F.datediff(F.lit("2024-03-01"), F.lit("2024-01-31").cast("DATE")).alias("days"), F.date_add(F.lit("2024-02-28"), 2).alias("later"),
        F.date_format("day", "F").alias("in month"), F.date_format("day", "yyyy F").alias("with year"),
    )
