"""What a person would see on a virtual display, by its pixels alone: the same for every program that is measured."""

import time

import numpy
from Xlib import X

ALIKE = 0.997  # of all pixels; a clock's digits may have moved on
PATIENCE_S = 20


class Eye:
    def __init__(self, display):
        self.x, (self.w, self.h) = display.x, display.size
        self.root = self.x.screen().root

    def area(self, x, y, w, h):
        data = self.root.get_image(x, y, w, h, X.ZPixmap, 0xFFFFFFFF).data
        return numpy.frombuffer(data, numpy.uint32).reshape(h, w) & 0xFFFFFF

    def picture(self):
        return self.area(0, 0, self.w, self.h)

    def row(self, y):
        return self.area(0, y, self.w, 1)

    def blank(self):
        """What an earlier program left is wiped away."""
        self.root.change_attributes(background_pixel=0)
        self.root.clear_area(0, 0, self.w, self.h)
        self.x.sync()
        time.sleep(0.2)

    def wait_still(self, seconds):
        """A picture that has not changed for so long, and is not just one colour."""
        last, since, end = self.picture(), time.monotonic(), time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            time.sleep(0.05)
            now = self.picture()
            if not numpy.array_equal(now, last):
                last, since = now, time.monotonic()
            elif time.monotonic() - since >= seconds and now.min() != now.max():
                return now
        raise AssertionError("the screen does not come to rest")

    def telling_column(self, picture):
        """Eight columns of pixels with most to see in them, so that looking costs next to nothing."""
        changes = (picture[1:] != picture[:-1]).sum(axis=0)
        return min(int(changes.argmax()), self.w - 8)

    def wait_for_picture(self, wanted):
        """First the telling columns, many times; then, once they are right, all of it."""
        x, end = self.telling_column(wanted), time.monotonic() + PATIENCE_S
        there = wanted[:, x:x + 8]
        while time.monotonic() < end:
            if (self.area(x, 0, 8, self.h) == there).mean() >= ALIKE and (self.picture() == wanted).mean() >= ALIKE:
                return
            time.sleep(0.0005)
        raise AssertionError("the picture does not come")

    def telling_row(self, one, other, not_near):
        """The row in which two pictures differ most, away from what is touched."""
        differs = (one != other).sum(axis=1)
        for y in not_near:
            differs[max(int(y) - 150, 0):int(y) + 150] = 0
        assert differs.max() > 10, "the two pages look alike"
        return int(differs.argmax())

    def wait_row_differs(self, y, before):
        end = time.monotonic() + PATIENCE_S
        while numpy.array_equal(self.row(y), before):
            assert time.monotonic() < end, "nothing answers the touch"
            time.sleep(0.0002)
