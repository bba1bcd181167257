def query(frame):
    left = frame.where("user <> 'b'").withWatermark("ts", "10 minutes")
    right = frame.where("user = 'b'").withWatermark("ts", "30 minutes")
    return left.union(right).distinct()
