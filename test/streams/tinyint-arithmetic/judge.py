from pyspark.sql import functions as F


def query(frame):
    return frame.select(
        "b", "s", F.expr("b - b").alias("same"), F.expr("b + s % 100").alias("wide"), F.expr("b + i").alias("int"), F.expr("s + l").alias("long"), F.expr("b * f").alias("single"),
        F.expr("s - x").alias("double"), F.expr("b / 2Y").alias("half"), F.expr("b % 7Y").alias("left"), F.expr("s % -1S").alias("none"),
        F.expr("try_add(b, b)").alias("sum"), F.expr("try_subtract(b, 100Y)").alias("less"), F.expr("try_multiply(s, s)").alias("square"), F.expr("try_divide(s, b)").alias("by"), F.expr("try_add(b, 1)").alias("int_sum"),
        F.expr("- case when b > -128 then b else 0Y end").alias("negative"), F.expr("abs(case when s > -32768 then s end)").alias("size"),
        F.expr("round(s, 1)").alias("round"), F.expr("floor(b)").alias("floor"), F.expr("ceil(s)").alias("ceil"), F.expr("sqrt(abs(cast(b as int)))").alias("root"),
        F.expr("greatest(b, s)").alias("greatest"), F.expr("least(b, s, i)").alias("least"), F.expr("coalesce(b, s)").alias("some"), F.expr("coalesce(s, 0)").alias("zero"), F.expr("array(b, s)").alias("list"),
    )
