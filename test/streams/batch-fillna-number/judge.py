def query(frame):
    return frame.fillna(0.5)
