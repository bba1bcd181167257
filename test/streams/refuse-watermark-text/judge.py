def query(frame):
    return frame.withWatermark("user", "10 minutes").groupBy("user").count()
