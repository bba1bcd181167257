def query(frame):
    other = frame.sparkSession.createDataFrame([(7, "z")], "N INT, user STRING")
    return frame.unionByName(other)
