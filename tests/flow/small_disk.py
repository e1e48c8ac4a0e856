"""A terminal's data on a small disk, for the flow tests and the bench: filled up, or read-only. Only root can mount one."""

import os
import subprocess


class SmallDisk:
    """The terminal's data on a disk of its own."""

    def __init__(self, lobby):
        self.lobby, self.old = lobby, lobby.data.with_name("old")
        lobby.kiosk.stop()
        lobby.sync.stop()
        lobby.data.rename(self.old)
        lobby.data.mkdir()
        used = int(subprocess.check_output(["du", "-sk", self.old]).split()[0])
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={used + 3000}k", "none", lobby.data], check=True)
        subprocess.run(["cp", "-a", f"{self.old}/.", lobby.data], check=True)

    def fill(self, spare=0):
        """Until nothing more goes in; then so many bytes are free again."""
        with open(self.lobby.data / "filler", "wb", buffering=0) as filler:
            try:
                while True:
                    filler.write(bytes(4096))
            except OSError:
                pass
            filler.truncate(max(filler.tell() - spare, 0))

    def lock(self):
        """A card that keeps nothing any more."""
        subprocess.run(["mount", "-o", "remount,ro", self.lobby.data], check=True)

    def heal(self):
        subprocess.run(["mount", "-o", "remount,rw", self.lobby.data], check=True)
        (self.lobby.data / "filler").unlink(missing_ok=True)

    def end(self):
        self.lobby.kiosk.kill()
        self.lobby.sync.kill()
        subprocess.run(["umount", "-l", self.lobby.data], check=False)


def may_mount():
    return os.geteuid() == 0 and subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False).returncode == 0
