def query(frame):
    return frame.withWatermark("ts", "10 minutes").dropDuplicates(["user", "ts"])
