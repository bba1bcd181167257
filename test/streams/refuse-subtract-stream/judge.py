def query(frame):
    return frame.subtract(frame)
