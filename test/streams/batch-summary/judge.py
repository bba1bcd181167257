def query(frame):
    return frame.select('user', 'n', 'd').where('d is null or not isnan(d)').summary()
