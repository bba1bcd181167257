def query(frame):
    people = frame.sparkSession.createDataFrame([("a", "x"), ("a", "y"), ("c", None), ("d", "z"), (None, "w")], "user STRING, team STRING")
    return frame.join(people, "user", "left").groupBy("team").count()
