def query(frame):
    other = frame.sparkSession.createDataFrame([("z", 7)], "n STRING, user INT")
    return frame.union(other)
