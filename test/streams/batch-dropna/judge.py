def query(frame):
    return frame.dropna()
