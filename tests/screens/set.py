"""Which pictures are kept: a page in the shapes and languages in which it may break. One line a picture would be too many."""

NOW = "2026-11-23T09:00:00+08:00"
LOBBY = "T-B3-U1"

PORTRAIT, LANDSCAPE, SMALL = ("1080x1920", "398x708"), ("1920x1080", "708x398"), ("1024x600", "222x125")

ALL = ["home", "notices", "notice/N-001", "notice/N-009", "notice/N-011", "fees", "fee/F-01", "disclosures", "disclosure/5", "standards",
       "standards/GT", "standard/GT-06", "standard/GT-03", "phones", "danger", "complain", "lookup", "about", "pairing"]
SHAPES = ["home", "notice/N-011", "fees", "standards", "phones", "danger", "complain", "lookup"]
ENGLISH = ["home", "notices", "notice/N-001", "fees", "fee/F-01", "standard/GT-06", "phones", "danger", "complain", "lookup"]
SMALL_ENGLISH = ["home", "notice/N-001", "danger", "complain", "pairing"]  # where words run out of room first
LARGE = ["home", "notice/N-011", "fees", "danger", "complain"]


def pictures():
    """(name, page, (size, mm), lang, mode) of every golden picture."""
    for page in ALL:
        yield shot(page, PORTRAIT, "zh-CN", "")
    for page in SHAPES:
        yield shot(page, LANDSCAPE, "zh-CN", "")
        yield shot(page, SMALL, "zh-CN", "")
    for page in ENGLISH:
        yield shot(page, PORTRAIT, "en", "")
    for page in LARGE:
        yield shot(page, PORTRAIT, "zh-CN", "large")
    for page in SMALL_ENGLISH:
        yield shot(page, SMALL, "en", "")
    yield shot("danger", LANDSCAPE, "en", "")
    yield shot("home", LANDSCAPE, "en", "contrast")
    yield shot("notice/N-001", PORTRAIT, "zh-CN", "contrast")


def shot(page, panel, lang, mode):
    name = ".".join(filter(None, [page.replace("/", "-"), lang, panel[0], mode]))
    return name, page, panel, lang, mode
