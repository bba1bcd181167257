from pyspark.sql import functions as F


def query(frame):
    return frame.select(
        F.expr("cast(b as smallint)").alias("b_s"), F.expr("cast(b as bigint)").alias("b_l"), F.expr("cast(s as float)").alias("s_f"), F.expr("cast(b as string)").alias("b_text"), F.expr("cast(b as boolean)").alias("b_ok"), F.expr("cast(s as timestamp)").alias("s_t"),
        F.expr("try_cast(i as tinyint)").alias("i_b"), F.expr("try_cast(l as smallint)").alias("l_s"), F.expr("try_cast(f as tinyint)").alias("f_b"), F.expr("try_cast(x as tinyint)").alias("x_b"), F.expr("try_cast(x as smallint)").alias("x_s"),
        F.expr("try_cast(text as tinyint)").alias("text_b"), F.expr("try_cast(text as smallint)").alias("text_s"), F.expr("try_cast(t as tinyint)").alias("t_b"), F.expr("try_cast(s as tinyint)").alias("s_b"),
        F.expr("b = s").alias("eq"), F.expr("b < 100.5D").alias("lt"), F.expr("b in (3, 127)").alias("isin"), F.expr("b = cast(l as string)").alias("text_eq"),
        F.expr("to_json(struct(b, s), map('ignoreNullFields', 'true'))").alias("json"), F.expr("from_json(text, 'a TINYINT')").alias("read"), F.expr("xxhash64(b, s)").alias("hash"), F.expr("hex(b)").alias("hex"), F.expr("date_add(cast(t as date), b)").alias("day"),
        F.expr("element_at(array(i, l), 2Y)").alias("second"), F.expr("timestamp_seconds(s)").alias("at"),
    )
