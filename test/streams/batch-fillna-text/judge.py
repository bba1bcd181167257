def query(frame):
    return frame.fillna('nobody')
