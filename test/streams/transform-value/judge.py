from pyspark.sql import Row
from pyspark.sql.streaming import StatefulProcessor


class Sum(StatefulProcessor):
    """Sums n by user; a sum above 9 is told and forgotten."""

    def init(self, handle):
        self.sum = handle.getValueState("sum", "total INT")

    def handleInputRows(self, key, rows, timerValues):
        known = self.sum.exists()
        total = (self.sum.get()[0] if known else 0) + sum(row.n for row in rows)
        if total > 9:
            self.sum.clear()
        else:
            self.sum.update((total,))
        yield Row(user=key[0], known=known, total=total)


def query(frame):
    return frame.groupBy("user").transformWithState(Sum(), "user STRING, known BOOLEAN, total INT", "update", "None")
