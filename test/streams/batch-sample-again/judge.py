def query(frame):
    return frame.coalesce(1).sample(True, 0.7, 42)
