def query(frame):
    return frame.intersect(frame)
