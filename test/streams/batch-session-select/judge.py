from pyspark.sql import functions as F


def query(frame):
    return frame.select("user", F.session_window("ts", "10 minutes"))
