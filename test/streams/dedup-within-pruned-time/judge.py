def query(frame):
    return frame.withWatermark("ts", "10 minutes").dropDuplicatesWithinWatermark(["user"]).select("user")
