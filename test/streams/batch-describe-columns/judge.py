def query(frame):
    return frame.describe('n', 'user')
