def query(frame):
    other = frame.sparkSession.createDataFrame([("a", 1.0), ("c", 5.5)], "user STRING, n DOUBLE")
    return frame.subtract(other)
