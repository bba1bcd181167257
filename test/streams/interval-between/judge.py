from pyspark.sql import functions as F


def query(frame):
    took = F.col("ended") - F.col("started")
    return frame.select(
        "user", took.alias("took"), (F.col("day") - F.lit("2024-01-01").cast("date")).alias("days"), (F.col("ended") - F.col("day")).alias("since"), (F.col("day") - F.col("n")).alias("local"),
        (F.col("ended") - F.lit("2024-01-01")).alias("of_text"), (took > F.expr("interval 1 hour")).alias("long"), took.cast("string").alias("text"), F.to_json(F.struct(took.alias("t"))).alias("json"),
        F.expr("(ended - started) + interval 1 day").alias("more"), F.expr("(ended - started) * 2").alias("twice"), F.expr("(ended - started) / 7").alias("part"), F.expr("-(ended - started)").alias("less"),
        F.abs(F.col("started") - F.col("ended")).alias("size"), F.expr("extract(hour from (ended - started))").alias("hours"), F.expr("extract(second from (ended - started))").alias("seconds"),
        F.expr("try_subtract(ended, started)").alias("tried"), (F.col("started") + (F.col("ended") - F.col("started"))).alias("back"),
    )
