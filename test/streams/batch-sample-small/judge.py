def query(frame):
    return frame.coalesce(1).sample(0.1, -7)
