from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy(F.session_window("ts", "10 minutes")).count()
