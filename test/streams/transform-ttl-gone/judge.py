from pyspark.sql import Row
from pyspark.sql.streaming import StatefulProcessor


TTL = 1


class Kept(StatefulProcessor):
    """The same in three kinds of state; 0 clears them."""

    def init(self, handle):
        self.last = handle.getValueState("last", "n INT", TTL)
        self.all = handle.getListState("all", "n INT", TTL)
        self.times = handle.getMapState("times", "n INT", "times INT", TTL)
        self.ever = handle.getValueState("ever", "times INT")

    def handleInputRows(self, key, rows, timerValues):
        before = f"{self.last.exists()} {self.all.exists()} {self.times.exists()}"
        for row in rows:
            if row.n == 0:
                self.last.clear()
                self.all.clear()
                self.times.clear()
            else:
                self.last.update((row.n,))
                self.all.appendValue((row.n,))
                at = (row.n,)
                self.times.updateValue(at, ((self.times.getValue(at)[0] if self.times.containsKey(at) else 0) + 1,))
        ever = (self.ever.get()[0] if self.ever.exists() else 0) + 1
        self.ever.update((ever,))
        last = self.last.get()
        held = sorted(f"{k[0]}={v[0]}" for k, v in self.times.iterator())
        yield Row(user=key[0], before=before, last=None if last is None else last[0], all=[n for (n,) in self.all.get()], held=held, ever=ever)


def query(frame):
    return frame.groupBy("user").transformWithState(Kept(), "user STRING, before STRING, last INT, all ARRAY<INT>, held ARRAY<STRING>, ever INT", "update", "ProcessingTime")
