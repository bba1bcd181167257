from pyspark.sql import functions as F


def query(frame):
    took = F.col("ended") - F.col("started")
    return frame.groupBy("user").agg(
        F.avg(took).alias("mean"), F.sum(took).alias("total"), F.min(took).alias("least"), F.max(took).alias("most"), F.count(took).alias("n"), F.first("days").alias("first"), F.last("days").alias("last"),
        F.avg("months").alias("mean_months"), F.sum("months").alias("all_months"), F.avg("days").alias("mean_days"), F.sum("days").alias("all_days"), F.max("months").alias("most_months"),
        F.max_by("user", "days").alias("by"),
    )
