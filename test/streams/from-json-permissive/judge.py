from pyspark.sql import functions as F


def query(frame):
    return frame.select("value", F.from_json("value", "user STRING, n INT, t TIMESTAMP, x DOUBLE, big BIGINT, b BOOLEAN, a ARRAY<INT>, m MAP<STRING, INT>, s STRUCT<p: INT, q: STRING>, d DATE, _corrupt_record STRING").alias("e"))
