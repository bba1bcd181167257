from pyspark.sql import functions as F


def query(frame):
    people = frame.sparkSession.createDataFrame([("a", "x"), ("a", "y"), ("c", None), ("d", "z"), (None, "w")], "user STRING, team STRING")
    return frame.withColumn("id", F.col("n").cast("STRING")).select("user", "id").join(people.select(F.lit(4).alias("id"), "team"), "id", "left")
