"""Read by every python that scripts/at starts: its time, and that of the programs it starts, is FOYER_AHEAD_S seconds ahead. Python itself
does not bear libfaketime: its waits end by a clock that the library moves."""

import datetime
import os
import time

ahead = int(os.environ.get("FOYER_AHEAD_S", "0"))
if ahead and "LD_PRELOAD" not in os.environ:
    os.environ["LD_PRELOAD"] = os.environ["FOYER_FAKETIME"]
    real = {name: getattr(time, name) for name in ("time", "time_ns", "gmtime", "localtime", "strftime", "ctime")}
    time.time = lambda: real["time"]() + ahead
    time.time_ns = lambda: real["time_ns"]() + ahead * 1_000_000_000
    time.gmtime = lambda at=None: real["gmtime"](time.time() if at is None else at)
    time.localtime = lambda at=None: real["localtime"](time.time() if at is None else at)
    time.ctime = lambda at=None: real["ctime"](time.time() if at is None else at)
    time.strftime = lambda form, at=None: real["strftime"](form, time.localtime() if at is None else at)

    class Moment(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls.fromtimestamp(time.time(), tz)

    datetime.datetime = Moment
