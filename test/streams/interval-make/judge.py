from pyspark.sql import functions as F


def query(frame):
    fields = [F.date_part(F.lit(p), "t").alias("t_" + p) for p in ["year", "qtr", "mon", "week", "day", "dow", "dow_iso", "doy", "hour", "min", "second", "yearofweek"]]
    return frame.select(
        F.make_dt_interval("i", "i", "i", "m").alias("a"), F.make_dt_interval("i", "i", "i", "x").alias("b"), F.make_dt_interval("i").alias("c"), F.make_dt_interval().alias("d0"),
        F.make_ym_interval("i", "i").alias("e"), F.make_ym_interval("l").alias("f"), F.make_ym_interval().alias("g"), *fields,
        F.extract(F.lit("seconds"), "n").alias("h"), F.extract(F.lit("week"), "d").alias("i0"), F.extract(F.lit("minute"), "text").alias("j"), F.date_part(F.lit("days"), "span").alias("k"), F.date_part(F.lit("minute"), "span").alias("l0"),
        F.date_part(F.lit("s"), "span").alias("m0"), F.date_part(F.lit("year"), "ym").alias("n0"), F.date_part(F.lit("months"), "ym").alias("o"),
        F.expr("span * m").alias("p"), F.expr("span * x").alias("q"), F.expr("l * span").alias("r"), F.expr("span / m").alias("s"), F.expr("span / x").alias("u"), F.expr("ym * x").alias("v"), F.expr("ym / m").alias("w"), F.expr("ym / l").alias("y"),
        F.expr("try_divide(span, i - 2)").alias("z"), F.expr("try_multiply(ym, 2147483647)").alias("z1"), F.expr("try_multiply(span, l)").alias("z2"), F.expr("span * cast('0.5' as double)").alias("z3"), F.expr("span * null").alias("z4"),
    )
