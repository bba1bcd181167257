from pyspark.sql import functions as F


def query(frame):
    return frame.select(
        "n", F.year("n").alias("year"), F.quarter("n").alias("quarter"), F.month("n").alias("month"), F.dayofmonth("n").alias("day"), F.dayofweek("n").alias("dow"), F.dayofyear("n").alias("doy"),
        F.hour("n").alias("hour"), F.minute("n").alias("minute"), F.second("n").alias("second"), F.date_trunc("hour", "n").alias("trunc"), F.date_format("n", "yyyy-MM-dd HH:mm:ss.SSS").alias("text"),
        F.unix_timestamp("n").alias("unix"), F.to_date("n").alias("date"), F.date_add("n", 1).alias("next"), F.datediff("n", "t").alias("days"), F.add_months("n", 1).alias("later"), F.last_day("n").alias("last"),
        F.weekofyear("n").alias("week"), F.months_between("n", "t").alias("between"), F.expr("n + interval 90 minutes").alias("plus"), F.expr("n - interval 1 day").alias("minus"),
    )
