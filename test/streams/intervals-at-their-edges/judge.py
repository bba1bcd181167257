from pyspark.sql import functions as F


def query(frame):
    return frame.selectExpr(
        "try_cast(text as interval second) as a", "try_cast(text as interval day) as b", "try_cast(text as interval year) as c", "try_cast(text as interval hour) as d0", "try_cast(text as interval month) as e",
        "make_dt_interval(1, 2, 3, d) as f", "extract(week from n) as g", "extract(hour from n) as h", "date_part('dow', coalesce(n, cast('2024-01-01 00:00:00' as timestamp_ntz))) as i0", "s", "try_cast(cast(1 as interval day) as interval day to second) as j",
        "extract(minute from date_add(to_date('2024-01-22'), 3)) as k",
    )
