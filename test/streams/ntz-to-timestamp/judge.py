from pyspark.sql import functions as F


def query(frame):
    return frame.select(F.to_timestamp_ntz("text", F.lit("dd/MM/yyyy HH:mm XXX")).alias("n"), F.to_timestamp_ntz(F.lit("2021-10-29T10:37:23Z")).alias("z"))
