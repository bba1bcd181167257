def query(frame):
    return frame.fillna({'user': 'nobody', 'n': 3, 'ok': False})
