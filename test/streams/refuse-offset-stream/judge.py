def query(frame):
    return frame.offset(1)
