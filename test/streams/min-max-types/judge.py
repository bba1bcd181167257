from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy("user").agg(F.count("s").alias("n"), F.min("s").alias("min"), F.max("s").alias("max"), F.max("b").alias("any"), F.min("b").alias("all"), F.min("d").alias("first"), F.max("d").alias("last"), F.min("x").alias("least"), F.max("x").alias("most"), F.sum("f").alias("sum"), F.avg("f").alias("mean"), F.max("tags").alias("tags"), F.min("tags").alias("few"), F.max("e").alias("e"), F.min("e").alias("few_e"), F.count_if(F.col("x") > 1).alias("big"))
