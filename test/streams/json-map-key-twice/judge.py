from pyspark.sql import functions as F


def query(frame):
    m = F.from_json("value", "map<string,int>")
    return (
        frame.select(F.size(m).alias("size"), m["a"].alias("a"), F.to_json(m).alias("json"), m.cast("string").alias("text"), m.alias("m"), F.coalesce(F.struct(F.lit(1).alias("x")), F.struct(F.col("n").alias("x"))).alias("s"), "n", "ts")
        .withWatermark("ts", "10 minutes")
        .where(F.col("n").between(F.lit(1), F.col("size")) & F.col("ts").between(F.lit("2024-01-01 00:00:00").cast("timestamp"), F.lit("2025-01-01 00:00:00").cast("timestamp")))
        .select("size", "a", "json", "text", "m", F.col("s.x").alias("x"))
    )
