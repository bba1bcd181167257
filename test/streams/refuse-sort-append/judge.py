def query(frame):
    return frame.orderBy("ts")
