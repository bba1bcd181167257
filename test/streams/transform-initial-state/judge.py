from pyspark.sql import Row
from pyspark.sql.streaming import StatefulProcessor


class Sum(StatefulProcessor):
    """Sums n by user, from what was known before; a user known before is told of when its time comes."""

    def init(self, handle):
        self.handle = handle
        self.sum = handle.getValueState("sum", "total INT, given INT")

    def handleInitialState(self, key, initialState, timerValues):
        total, given = self.sum.get() if self.sum.exists() else (0, 0)
        self.sum.update((total + initialState.total, given + 1))
        self.handle.registerTimer(timerValues.getCurrentWatermarkInMs() + initialState.at)

    def handleInputRows(self, key, rows, timerValues):
        total, given = self.sum.get() if self.sum.exists() else (0, 0)
        total += sum(row.n for row in rows)
        self.sum.update((total, given))
        yield Row(user=key[0], what="rows", total=total, given=given, timers=len(list(self.handle.listTimers())))

    def handleExpiredTimer(self, key, timerValues, expiredTimerInfo):
        total, given = self.sum.get() if self.sum.exists() else (0, 0)
        self.sum.clear()
        yield Row(user=key[0], what=f"timer {expiredTimerInfo.getExpiryTimeInMs()}", total=total, given=given, timers=len(list(self.handle.listTimers())))


def query(frame):
    spark = frame.sparkSession
    known = spark.createDataFrame([("a", 100, 5), ("b", 200, 7), ("a", 10, 6), ("z", 1, 1_772_370_000_000), (None, 3, 4)], "name STRING, total INT, at BIGINT")
    return (
        frame.withWatermark("ts", "10 minutes").groupBy("user")
        .transformWithState(Sum(), "user STRING, what STRING, total INT, given INT, timers INT", "update", "EventTime", known.groupBy("name"))
    )
