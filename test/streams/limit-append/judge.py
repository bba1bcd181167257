from pyspark.sql import functions as F


def query(frame):
    return frame.select("user").limit(4)
