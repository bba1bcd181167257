def query(frame):
    return frame.groupBy("user").count().dropDuplicates(["user"])
