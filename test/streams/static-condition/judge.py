from pyspark.sql import functions as F


def query(frame):
    people = frame.sparkSession.createDataFrame([("a", "x"), ("a", "y"), ("c", None), ("d", "z"), (None, "w")], "user STRING, team STRING")
    return frame.join(people.withColumnRenamed("user", "who"), F.expr("user = who and n > 1"), "left")
