from pyspark.sql import functions as F


def query(frame):
    frame = frame.withWatermark("ts", "10 minutes")
    return frame.groupBy(F.session_window("ts", "10 minutes"), "user").agg(
        F.count("*").alias("count"), F.count("n").alias("values"), F.count_if(F.col("action") == "in").alias("ins"), F.sum("n").alias("total"), F.avg("n").alias("mean"), F.sum("x").alias("xs"),
        F.min("n").alias("least"), F.max("n").alias("most"), F.min("action").alias("low"), F.max("action").alias("high"), F.max("ts").alias("newest"), F.min("x").alias("smallest"),
        F.first("action").alias("start"), F.last("action").alias("end"), F.last("action", True).alias("known"), F.max_by("action", "n").alias("top"), F.min_by("action", "n").alias("bottom"),
        F.collect_list("action").alias("all"), F.median("n").alias("middle"), F.percentile("n", F.lit(0.75)).alias("tail"),
        F.stddev("n").alias("spread"), F.var_samp("x").alias("variance"), F.corr("n", "x").alias("together"), F.skewness("n").alias("lean"),
    )
