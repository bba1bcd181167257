from pyspark.sql import Window
from pyspark.sql import functions as F


def query(frame):
    return frame.select(
        "user", "a", F.row_number().over(Window.orderBy("a")).alias("place"), F.sum("a").over(Window.partitionBy("user").orderBy("ts")).alias("running"), F.lag("a").over(Window.orderBy("ts")).alias("before"), F.sum("b").over(Window.orderBy("a").rangeBetween(-3, 3)).alias("near"),
    ).orderBy(F.col("a").desc())
