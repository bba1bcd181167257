from pyspark.sql import Row
from pyspark.sql.streaming import StatefulProcessor


class Recent(StatefulProcessor):
    """Keeps what came; more than three are folded into one, more than five in sum by 30 are forgotten."""

    def init(self, handle):
        self.recent = handle.getListState("recent", "n INT, nth INT")

    def handleInputRows(self, key, rows, timerValues):
        came = [row.n for row in rows]
        there = self.recent.exists()
        if came[0] == 0:
            self.recent.clear()
        else:
            self.recent.appendValue((came[0], 0))
        if len(came) > 1:
            self.recent.appendList([(n, i + 1) for i, n in enumerate(came[1:])])
        held = list(self.recent.get())
        if len(held) > 3:
            self.recent.put([(sum(one[0] for one in held), -1), (0, -2)])
        yield Row(user=key[0], there=there, held=[f"{n}/{nth}" for n, nth in held], now=[one[0] for one in self.recent.get()])


def query(frame):
    return frame.groupBy("user").transformWithState(Recent(), "user STRING, there BOOLEAN, held ARRAY<STRING>, now ARRAY<INT>", "append", "None")
