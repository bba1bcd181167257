from pyspark.sql import functions as F


def query(frame):
    return frame.where("a is not null").select(
        "user", (F.col("a") + "1.5").alias("plus"), (F.col("a") * F.col("a").cast("string")).alias("times"), (F.col("a") == "10.55").alias("eq"), (F.col("a") > "2").alias("gt"), F.col("a").isin("1.01", "2.5").alias("in"), F.coalesce("a", "user").isNotNull().alias("coalesce"), F.col("a").between("1", "11").alias("between"),
    )
