from pyspark.sql import functions as F


def query(frame):
    return frame.select("at", F.get("tags", F.col("at")).alias("get"), F.get("tags", F.lit(-1)).alias("below"), F.try_element_at("tags", F.lit(1)).alias("first"), F.try_element_at("tags", F.lit(-1)).alias("last"), F.try_element_at("m", F.lit("x")).alias("x"), F.col("m").getItem("y").alias("y"), F.size("tags").alias("size"), F.size("m").alias("entries"), F.array_contains("tags", "a").alias("has"), F.array("at", F.lit(1).cast("BIGINT")).alias("array"), F.struct("at", F.col("e.user"), (F.col("at") + 1).alias("next")).alias("struct"), F.col("e").getField("n").alias("n"), F.col("tags").cast("STRING").alias("text"), F.col("m").cast("STRING").alias("map"), F.col("e").cast("STRING").alias("all"), F.col("tags").isNull().alias("none"), (F.col("e") == F.col("e")).alias("same"), "e.user")
