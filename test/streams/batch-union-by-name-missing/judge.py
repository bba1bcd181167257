def query(frame):
    other = frame.sparkSession.createDataFrame([(7.5, "z")], "extra DOUBLE, user STRING")
    return frame.unionByName(other, allowMissingColumns=True)
