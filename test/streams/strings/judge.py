from pyspark.sql import functions as F


def query(frame):
    return frame.select("s", F.upper("s").alias("upper"), F.lower("s").alias("lower"), F.trim("s").alias("trim"), F.length("s").alias("length"), F.substring("s", 2, 3).alias("substring"), F.concat("s", F.lit("!")).alias("concat"), F.col("s").contains("o").alias("contains"), F.col("s").startswith("L").alias("starts"), F.col("s").endswith("c").alias("ends"), F.col("s").like("%o_i%").alias("like"), F.col("s").rlike("^[A-Z]").alias("rlike"), F.regexp_replace("s", "[aeiou]", "*").alias("replaced"), F.split("s", ",").alias("split"), F.concat_ws("-", "s", F.lit("x")).alias("ws"))
