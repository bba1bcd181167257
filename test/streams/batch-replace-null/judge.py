def query(frame):
    return frame.replace(['a', 'b'], None)
