def query(frame):
    return frame.orderBy("ts").groupBy("user").count()
