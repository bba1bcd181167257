def query(frame):
    return frame.select('n').summary('count', '10%', '90%', 'max')
