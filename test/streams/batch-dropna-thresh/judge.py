def query(frame):
    return frame.dropna(thresh=2, subset=['user', 'n', 'd'])
