def query(frame):
    return frame.withWatermark("ts", "10 minutes").groupBy("user").count()
