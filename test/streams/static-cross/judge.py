def query(frame):
    people = frame.sparkSession.createDataFrame([("a", "x"), ("a", "y"), ("c", None), ("d", "z"), (None, "w")], "user STRING, team STRING")
    return frame.crossJoin(people.select("team"))
