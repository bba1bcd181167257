from pyspark.sql import Row
from pyspark.sql.streaming import StatefulProcessor


class Alarms(StatefulProcessor):
    """Sets a timer at n ms past 1970, which is over, and one that no clock here will come to."""

    def init(self, handle):
        self.handle = handle
        self.nth = 0

    def say(self, key, what):
        self.nth += 1
        timers = list(self.handle.listTimers())
        return Row(nth=self.nth, user=key[0], what=what, over=len([at for at in timers if at < 10]), ahead=len([at for at in timers if at >= 10]))

    def handleInputRows(self, key, rows, timerValues):
        now = timerValues.getCurrentProcessingTimeInMs()
        for row in rows:
            if row.n > 0:
                self.handle.registerTimer(row.n)
                self.handle.registerTimer(now + 86_400_000)
            else:
                for at in list(self.handle.listTimers()):
                    self.handle.deleteTimer(at)
        yield self.say(key, f"rows, a clock {now > 1_700_000_000_000}, a watermark of {timerValues.getCurrentWatermarkInMs()}")

    def handleExpiredTimer(self, key, timerValues, expiredTimerInfo):
        at = expiredTimerInfo.getExpiryTimeInMs()
        yield self.say(key, f"timer {at}")
        if at == 2:
            self.handle.registerTimer(5)


def query(frame):
    return frame.groupBy("user").transformWithState(Alarms(), "nth INT, user STRING, what STRING, over INT, ahead INT", "update", "ProcessingTime")
