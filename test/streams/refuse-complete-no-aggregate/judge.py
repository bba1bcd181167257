def query(frame):
    return frame.select("user")
