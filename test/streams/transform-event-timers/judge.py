from pyspark.sql import Row
from pyspark.sql.streaming import StatefulProcessor


MINUTE = 60_000
START = 1_772_359_200_000


class Reminders(StatefulProcessor):
    """Sets a timer n minutes after a row, deletes the one -n minutes after 10:00; one that fires at 5 minutes past sets another."""

    def init(self, handle):
        self.handle = handle
        self.fired = handle.getValueState("fired", "times INT")
        self.nth = 0

    def say(self, key, what, timerValues):
        self.nth += 1
        timers = [int((at - START) / MINUTE) for at in sorted(self.handle.listTimers())]
        return Row(nth=self.nth, user=key[0], what=what, watermark=timerValues.getCurrentWatermarkInMs(), timers=timers)

    def handleInputRows(self, key, rows, timerValues):
        for row in rows:
            at = int(row.ts.timestamp() * 1000)
            if row.n < 0:
                self.handle.deleteTimer(START - row.n * MINUTE)
            else:
                self.handle.registerTimer(at + row.n * MINUTE)
                self.handle.registerTimer(at + row.n * MINUTE)
        yield self.say(key, "rows", timerValues)

    def handleExpiredTimer(self, key, timerValues, expiredTimerInfo):
        at = expiredTimerInfo.getExpiryTimeInMs()
        times = (self.fired.get()[0] if self.fired.exists() else 0) + 1
        self.fired.update((times,))
        yield self.say(key, f"timer {int((at - START) / MINUTE)}, {times}", timerValues)
        if (at // MINUTE) % 10 == 5:
            self.handle.registerTimer(at + 2 * MINUTE)
            self.handle.registerTimer(at + 90 * MINUTE)
            yield self.say(key, "again", timerValues)


def query(frame):
    return (
        frame.withWatermark("ts", "10 minutes").groupBy("user")
        .transformWithState(Reminders(), "nth INT, user STRING, what STRING, watermark BIGINT, timers ARRAY<INT>", "append", "EventTime")
    )
