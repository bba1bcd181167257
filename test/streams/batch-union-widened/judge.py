def query(frame):
    other = frame.sparkSession.createDataFrame([("z", 12345678901)], "name STRING, m BIGINT")
    return frame.union(other)
