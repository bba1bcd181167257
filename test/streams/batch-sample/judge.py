def query(frame):
    return frame.coalesce(1).sample(0.5, 42)
