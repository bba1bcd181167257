def query(frame):
    return frame.dropDuplicates(["usr"])
