def query(frame):
    return frame.describe()
