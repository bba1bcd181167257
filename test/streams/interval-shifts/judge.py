from pyspark.sql import functions as F


def query(frame):
    return frame.selectExpr(
        "t + span as a", "t - span as b", "span + n as c", "n - hours as d", "d + days as e", "d - days as f", "d + hours as g", "d - span as h", "days + d as i0", "t + ym as j", "n - ym as k", "d + ym as l",
        "y + d as m", "d - ym as n0", "text + span as o", "text - days as p", "d + i as q", "d - i as r", "i + d as s", "try_add(t, span) as u", "try_add(d, i) as v", "try_subtract(d, ym) as w", "try_add(text, days) as x",
        "d + interval '1' microsecond as y0", "t + interval 1 month as z", "t + null as null_t", "d - null as null_d", "d - text as of_text",
    )
