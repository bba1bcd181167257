def query(frame):
    other = frame.sparkSession.createDataFrame([("z", "7")], "user STRING, n STRING")
    return frame.union(other)
