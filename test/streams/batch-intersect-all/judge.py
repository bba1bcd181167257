def query(frame):
    other = frame.sparkSession.createDataFrame([("a", 1), ("a", 1), ("b", None), (None, 3), (None, 3), ("z", 9), ("c", 5), ("c", 5)], "user STRING, n INT")
    return frame.intersectAll(other)
