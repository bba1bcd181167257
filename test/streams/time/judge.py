from pyspark.sql import functions as F


def query(frame):
    return frame.select("ts", F.year("ts").alias("year"), F.month("ts").alias("month"), F.dayofmonth("ts").alias("day"), F.dayofweek("ts").alias("dow"), F.hour("ts").alias("hour"), F.minute("ts").alias("minute"), F.second("ts").alias("second"), F.date_trunc("hour", "ts").alias("trunc_hour"), F.date_trunc("week", "ts").alias("trunc_week"), F.to_date("ts").alias("date"), F.date_format("ts", "yyyy-MM-dd HH:mm").alias("text"), F.unix_timestamp("ts").alias("unix"))
