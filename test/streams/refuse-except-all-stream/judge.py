def query(frame):
    return frame.exceptAll(frame)
