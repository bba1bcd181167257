from pyspark.sql import functions as F


def query(frame):
    return frame.select("s", F.initcap("s").alias("initcap"), F.reverse("s").alias("reverse"), F.ltrim("s").alias("ltrim"), F.rtrim("s").alias("rtrim"), F.lpad("s", 6, "xy").alias("lpad"), F.rpad("s", 4, "-").alias("rpad"), F.replace("s", F.lit("o"), F.lit("0")).alias("replace"), F.regexp_extract("s", "([0-9]+)-([0-9]+)", 2).alias("extract"), F.regexp_extract("s", "[a-z]+", 0).alias("word"), F.regexp_replace("s", "(\\w)(\\s)", "$2$1").alias("swap"), F.split("s", "[,;\\s]").alias("pieces"), F.split("s", "", 3).alias("chars"), F.split("s", "(?=o)").alias("before"), F.col("s").like("%\\%%").alias("percent"), F.col("s").like("_____").alias("five"), F.col("s").rlike("(?i)WORLD").alias("anycase"), F.col("s").rlike("s$").alias("end"), F.col("s").rlike("\\p{Alpha}\\W").alias("posix"), F.substring("s", -3, 2).alias("tail"), F.concat_ws("/", F.split("s", " "), F.lit(None)).alias("path"))
