def query(frame):
    return frame.dropDuplicates(["user"]).limit(2)
