from pyspark.sql import functions as F
from pyspark.sql.window import Window


def query(frame):
    by = Window.partitionBy("k").orderBy("span", "i")
    return frame.select(
        "k", "i", F.row_number().over(by).alias("row"), F.lag("span").over(by).alias("before"), F.sum("span").over(by).alias("running"), F.avg("ym").over(by).alias("mean"), F.min("ym").over(by).alias("least"),
        F.rank().over(Window.partitionBy("k").orderBy(F.desc("ym"))).alias("rank"),
        F.expr("count(1) over (partition by k order by span range between interval 1 day preceding and current row)").alias("near"),
    )
