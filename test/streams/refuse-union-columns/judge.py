def query(frame):
    other = frame.sparkSession.createDataFrame([], "user STRING")
    return frame.union(other)
