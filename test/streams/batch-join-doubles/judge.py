from pyspark.sql import functions as F


def query(frame):
    people = frame.sparkSession.createDataFrame([("a", "x"), ("a", "y"), ("c", None), ("d", "z"), (None, "w")], "user STRING, team STRING")
    return frame.select((F.col("n").cast("DOUBLE") * 0).alias("x")).join(people.select(F.lit(-0.0).alias("x"), "team"), "x")
