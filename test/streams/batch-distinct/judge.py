def query(frame):
    return frame.distinct()
