def query(frame):
    return frame.fillna(-1, ['n', 'user'])
