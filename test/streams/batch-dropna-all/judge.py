def query(frame):
    return frame.dropna(how='all')
