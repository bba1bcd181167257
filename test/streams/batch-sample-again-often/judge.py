def query(frame):
    return frame.coalesce(1).sample(True, 3.5, -7)
