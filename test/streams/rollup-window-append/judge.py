from pyspark.sql import functions as F


def query(frame):
    return frame.withWatermark("ts", "1 minute").rollup(F.window("ts", "1 minute"), "user").count()
