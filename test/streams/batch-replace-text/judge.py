def query(frame):
    return frame.replace('a', 'z', ['user'])
