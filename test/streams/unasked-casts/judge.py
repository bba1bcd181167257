from pyspark.sql import functions as F


def query(frame):
    n, t = F.col("n"), F.col("t")
    return frame.select(
        (F.col("yes") | (n > 5)).alias("either"), (~F.col("yes")).alias("no"), F.concat_ws("-", "tags", "d").alias("joined"), F.substring("t", F.lit(1), F.col("d")).alias("part"),
        F.date_add("day", F.col("days")).alias("later"), F.hex("d").alias("hex"), F.try_add("t", F.lit(1)).alias("more"), F.try_add("days", t.cast("int")).alias("swallowed"),
        n.between(1, F.element_at(F.array("n"), F.when(n == 1, 1).otherwise(0))).alias("between"), n.isin(-5, 1, F.lit("0").cast("int"), F.element_at(F.array("n"), n % 2 - 1)).alias("found"),
        F.coalesce(n, F.col("yes")).alias("some"), F.least("n", "d").alias("least"), F.to_date(n + 2000).alias("year"), F.to_timestamp(n).alias("seconds"),
        F.when(n > 5, F.lit("x").cast("int")).alias("guarded"))
