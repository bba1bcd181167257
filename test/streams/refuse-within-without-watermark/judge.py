def query(frame):
    return frame.dropDuplicatesWithinWatermark(["user"])
