def query(frame):
    other = frame.sparkSession.createDataFrame([], "user STRING, n BOOLEAN")
    return frame.intersect(other)
