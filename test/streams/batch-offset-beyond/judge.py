def query(frame):
    return frame.offset(100)
