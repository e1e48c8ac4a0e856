"""A display whose glass takes ten fingers at once: Xorg with its dummy panel and its input driver for tests. XTEST, which the other
flow tests use, has one pointer. The driver is spoken to in its own little protocol, xf86-input-inputtest-protocol.h (1.1)."""

import atexit
import os
import pathlib
import shutil
import socket
import struct
import subprocess
import time

from Xlib import display as xdisplay

from lobby import PATIENCE, Display, lobby_with_sample, wait_for

VERSION, SYNC, TOUCH = 0, 1, 6  # kinds of events
FINGERS = 10
BEGIN, UPDATE, END = 18, 19, 20  # XI_TouchBegin and what follows it
EVENT_SIZE = 1056  # head, finger, mask of axes, 64 places, and the same again unaccelerated
AXIS = 65475  # what the driver calls the far edge of an axis

CONFIG = """
Section "ServerFlags"
    Option "AutoAddDevices" "false"
    Option "AutoAddGPU" "false"
    Option "DontVTSwitch" "true"
    Option "AllowMouseOpenFail" "true"
EndSection
Section "Device"
    Identifier "panel"
    Driver "dummy"
    VideoRam 65536
EndSection
Section "Monitor"
    Identifier "monitor"
    HorizSync 5-1000
    VertRefresh 5-200
    {modeline}
EndSection
Section "Screen"
    Identifier "screen"
    Device "panel"
    Monitor "monitor"
    DefaultDepth 24
    SubSection "Display"
        Depth 24
        Modes "glass"
        Virtual {w} {h}
    EndSubSection
EndSection
Section "InputDevice"
    Identifier "fingers"
    Driver "inputtest"
    Option "SocketPath" "{path}"
    Option "DeviceType" "Touch"
    Option "TouchCount" "10"
EndSection
Section "ServerLayout"
    Identifier "layout"
    Screen "screen"
    InputDevice "fingers"
EndSection
"""


def can_run():
    return os.geteuid() == 0 and shutil.which("Xorg") and next(pathlib.Path("/usr/lib/xorg/modules").rglob("dummy_drv.so"), None)


class Glass(Display):
    """In place of Display; finger() besides."""

    def __init__(self, shop, size=(1080, 1920)):
        self.size = size
        w, h = size
        path = shop.dir / "fingers.socket"
        config = shop.dir / "xorg.conf"
        modeline = f'ModeLine "glass" 100 {w} {w + 8} {w + 16} {w + 24} {h} {h + 4} {h + 8} {h + 12}'
        config.write_text(CONFIG.format(w=w, h=h, path=path, modeline=modeline))
        read_fd, write_fd = os.pipe()
        self.child = subprocess.Popen(["Xorg", "-displayfd", str(write_fd), "-config", config, "-logfile", shop.dir / "xorg.log",
                                       "-nolisten", "tcp", "-noreset", "-novtswitch", "-sharevts", "-keeptty"],
                                      pass_fds=[write_fd], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        atexit.register(self.close)
        os.close(write_fd)
        with os.fdopen(read_fd) as pipe:
            self.name = ":" + pipe.readline().strip()
        assert self.name != ":", (shop.dir / "xorg.log").read_text(errors="replace")[-2000:]
        self.x = xdisplay.Display(self.name)
        wait_for("the fingers", path.exists)
        self.driver = socket.socket(socket.AF_UNIX)
        self.driver.settimeout(PATIENCE)
        self.driver.connect(str(path))
        self.driver.sendall(struct.pack("<IIHH", 12, VERSION, 1, 1))
        assert len(self.driver.recv(64)) == 12

    def finger(self, number, kind, x=0, y=0):
        """One of ten, 0 to 9; where on the panel in its pixels."""
        held = struct.pack("<IQI", 0, 0 if kind == END else 3, 0)
        places = struct.pack("<2d", x * AXIS / self.size[0], y * AXIS / self.size[1])
        self.driver.sendall(struct.pack("<IIII", EVENT_SIZE, TOUCH, number, kind) + held + places + bytes(EVENT_SIZE - 32 - len(places)))

    def down(self, number, x, y):
        self.finger(number, BEGIN, x, y)
        self.settle()

    def slide(self, number, x, y):
        self.finger(number, UPDATE, x, y)
        self.settle()

    def up(self, number):
        self.finger(number, END)
        self.settle()

    def settle(self):
        """Xorg has passed on all that was said."""
        self.driver.sendall(struct.pack("<II", 8, SYNC))
        self.driver.recv(64)

    def tap(self, x, y):
        self.down(0, x, y)
        self.up(0)


def lobby_with_fingers(shop, **more):
    """As lobby_with_sample, on a glass; the kiosk hears fingers alone, as on a wall."""
    return lobby_with_sample(shop, glass=Glass, kiosk_args=("--allow-mouse=no",), **more)


def hammer(lobby, seconds, dice, fingers=FINGERS):
    """So many fingers, each by itself, as fast as the glass takes them."""
    down, end, touches = set(), time.monotonic() + seconds, 0
    while time.monotonic() < end:
        finger = dice.randrange(fingers)
        x, y = dice.randrange(lobby.size[0]), dice.randrange(lobby.size[1])
        if finger not in down:
            lobby.display.finger(finger, BEGIN, x, y)
            down.add(finger)
            touches += 1
        elif dice.random() < 0.4:
            lobby.display.finger(finger, UPDATE, x, y)
        else:
            lobby.display.finger(finger, END)
            down.discard(finger)
        if dice.random() < 0.2:
            lobby.display.settle()
            time.sleep(0.005)
    for finger in down:
        lobby.display.finger(finger, END)
    lobby.display.settle()
    return touches
