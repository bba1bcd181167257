def query(frame):
    return frame.limit(3)
