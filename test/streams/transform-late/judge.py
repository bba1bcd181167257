from pyspark.sql import Row
from pyspark.sql.streaming import StatefulProcessor


class Sum(StatefulProcessor):
    def init(self, handle):
        self.sum = handle.getValueState("sum", "total INT")

    def handleInputRows(self, key, rows, timerValues):
        total = (self.sum.get()[0] if self.sum.exists() else 0) + sum(row.n for row in rows)
        self.sum.update((total,))
        yield Row(user=key[0], total=total)


def query(frame):
    return frame.withWatermark("ts", "10 minutes").groupBy("user").transformWithState(Sum(), "user STRING, total INT", "update", "EventTime")
