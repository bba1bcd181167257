def query(frame):
    return frame.sample(0.5, 1)
