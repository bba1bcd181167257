from pyspark.sql import functions as F


def query(frame):
    return frame.selectExpr("user", "b", "sum(s) over (partition by user order by b) so_far", "lag(b) over (partition by user order by b) before", "sum(s) over (order by b range between 1 preceding and 1 following) near")
