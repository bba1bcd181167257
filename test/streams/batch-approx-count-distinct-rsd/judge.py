from pyspark.sql import functions as F

RSD = (0.39, 0.3, 0.2, 0.15, 0.1, 0.07, 0.05, 0.03, 0.02)


def query(frame):
    return frame.agg(
        F.approx_count_distinct("b", 0.01),
        *[F.approx_count_distinct("b", r).alias(f"b{i}") for i, r in enumerate(RSD)],
        *[F.approx_count_distinct("s", r).alias(f"s{i}") for i, r in enumerate(RSD)],
        *[F.approx_count_distinct(F.concat("s", F.col("n").cast("string")), r).alias(f"c{i}") for i, r in enumerate(RSD)],
    )
