def query(frame):
    return frame.withWatermark("ts", "10 minutes").where("user <> 'a'").select("user", "ts")
