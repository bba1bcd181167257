def query(frame):
    return frame.union(frame).withWatermark("ts", "10 minutes")
