from pyspark.sql import functions as F


def query(frame):
    return frame.selectExpr(
        "try_cast(text as interval day to second) as a", "try_cast(text as interval hour to minute) as b", "try_cast(text as interval year to month) as c", "try_cast(text as interval day) as d", "try_cast(text as interval month) as e",
        "cast(span as interval day) as f", "cast(span as interval hour to minute) as g", "cast(ym as interval year) as h", "cast(ym as interval month) as i0", "cast(span as bigint) as j", "cast(span as interval minute) as k",
        "cast(cast(span as interval hour) as int) as l0", "try_cast(ym as tinyint) as m0", "cast(s as decimal(20,6)) as n", "try_cast(s as decimal(4,1)) as o", "cast(i as interval day) as p", "cast(i as interval month) as q",
        "cast(l as interval second) as r", "cast(m as interval second) as s0", "cast(m as interval hour) as t", "cast(m as interval month) as u", "cast(span as string) as v", "cast(array(ym) as string) as w",
        "coalesce(cast(i as interval day), s) as x", "array(span, s) as y", "span in (s, cast(i as interval day)) as z", "greatest(cast(i as interval hour), s) as g0", "struct(s, ym) as st",
    )
