"""Memory and processor time of several processes and of all that they started, from /proc."""

import pathlib


def _number(path, key):
    for line in pathlib.Path(path).read_text().splitlines():
        if line.startswith(key):
            return int(line.split()[1])
    return 0


def _children(pid):
    found = []
    for task in pathlib.Path(f"/proc/{pid}/task").glob("*"):
        for child in (task / "children").read_text().split():
            found += [int(child), *_children(int(child))]
    return found


class Group:
    def __init__(self, pids):
        self.pids = [p for pid in pids for p in (pid, *_children(pid))]

    def pss(self):
        return sum(_number(f"/proc/{pid}/smaps_rollup", "Pss:") for pid in self.pids) * 1024

    def _tasks(self):
        return [task for pid in self.pids for task in pathlib.Path(f"/proc/{pid}/task").glob("*")]

    def cpu_s(self):
        """From the scheduler, in nanoseconds: ticks are too coarse for a program that rests."""
        return sum(int((task / "schedstat").read_text().split()[0]) for task in self._tasks()) / 1e9

    def switches(self):
        return sum(_number(task / "status", "voluntary_ctxt_switches:") for task in self._tasks())
