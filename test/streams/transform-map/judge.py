from pyspark.sql import Row
from pyspark.sql.streaming import StatefulProcessor


class Hours(StatefulProcessor):
    """Sums n by hour; -1 takes an hour out, 0 all of them."""

    def init(self, handle):
        self.hours = handle.getMapState("hours", "hour INT", "total INT, rows INT")

    def handleInputRows(self, key, rows, timerValues):
        for row in rows:
            hour = (row.ts.hour,)
            if row.n == 0:
                self.hours.clear()
            elif row.n == -1:
                self.hours.removeKey(hour)
            else:
                total, times = self.hours.getValue(hour) if self.hours.containsKey(hour) else (0, 0)
                self.hours.updateValue(hour, (total + row.n, times + 1))
        held = sorted(f"{k[0]}={v[0]}/{v[1]}" for k, v in self.hours.iterator())
        keys = sorted(k[0] for k in self.hours.keys())
        yield Row(user=key[0], there=self.hours.exists(), held=held, keys=keys, total=sum(v[0] for v in self.hours.values()))


def query(frame):
    return frame.groupBy("user").transformWithState(Hours(), "user STRING, there BOOLEAN, held ARRAY<STRING>, keys ARRAY<INT>, total INT", "update", "None")
