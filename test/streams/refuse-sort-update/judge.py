def query(frame):
    return frame.groupBy("user").count().orderBy("count")
