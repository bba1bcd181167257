def query(frame):
    return frame.dropDuplicates(["user"]).select("user")
