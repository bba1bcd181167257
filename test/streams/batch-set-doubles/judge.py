def query(frame):
    return frame.select('d', 'tags', 'e').intersect(frame.where('d is not null'))
