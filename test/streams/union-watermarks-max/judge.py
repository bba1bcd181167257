from pyspark.sql import functions as F


def query(frame):
    left = frame.where("user <> 'b'").withWatermark("ts", "10 minutes")
    right = frame.where("user = 'b'").withWatermark("ts", "30 minutes")
    return left.union(right).groupBy(F.window("ts", "1 hour"), "user").count()
