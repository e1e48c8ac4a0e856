"""Which pictures are kept: one page of every kind, in every mode and language, upright and lying; a few on a small panel and by night."""
import itertools

NOW = "2026-11-23T09:00:00+08:00"
LOBBY = "T-B3-U1"

PORTRAIT, LANDSCAPE, SMALL = ("1080x1920", "398x708"), ("1920x1080", "708x398"), ("1024x600", "222x125")

SHOP = ("1080x1920", "268x476")  # 24 inches: the narrowest that keeps tiles
SMALL_UPRIGHT, LEAST, LEAST_UPRIGHT = ("600x1024", "125x222"), ("800x480", "222x133"), ("480x800", "133x222")
SMALL_PANELS = [SMALL, SMALL_UPRIGHT, LEAST, LEAST_UPRIGHT]

# Where room is scarcest, and the most that a panel may have; a few pages each, in these modes.
EXTREMES = [(LEAST, ""), (LEAST, "large"), (("3840x2160", "941x529"), ""), (SHOP, ""), (SHOP, "large"), (SHOP, "large,low"),
            (SMALL, "large"), (SMALL_UPRIGHT, ""), (SMALL_UPRIGHT, "large"), (LEAST_UPRIGHT, ""), (LEAST_UPRIGHT, "large"),
            (LANDSCAPE, "large,low")]
EXTREME_PAGES = ["home", "notices", "notice/N-001", "fees", "fee/F-01", "standard/GT-06", "phones", "danger", "complain", "lookup"]

KINDS = ["home", "notices", "notice/N-001", "notice/N-011", "fees", "fees/accounts", "fees/free", "fee/F-01", "disclosures", "disclosure/5",
         "standards", "standards/GT", "standard/GT-03", "phones", "danger", "complain", "complain/GE", "lookup", "outcome", "about", "pairing"]
TYPING = "complain/GE+matter/other+place/here+type"  # a page, then what is touched on it
LAYOUTS = ["pinyin", "nine", "strokes", "hand", "digits", "english"]
WORDS = "complain/GE+matter/other+place/here"
DIALLED = "+".join(f"digit/{digit}" for digit in "13800000000")
FORM = {  # steps of the report form that no path leads to
    "complain-more": "complain+category/more", "complain-danger": "complain/GE+matter/GE-04", "complain-about": "complain/YS+matter/other",
    "complain-place": "complain/GE+matter/other", "complain-building": "complain/GE+matter/other+building/B5", "complain-words": WORDS,
    "complain-consent": f"{WORDS}+phrase/0+contact", "complain-number": f"{WORDS}+phrase/0+contact+agree+digit/1+digit/3",
    "complain-home": f"complain/WX+matter/WX-01+place/home+agree+{DIALLED}+digit/done", "complain-review": f"{WORDS}+phrase/0+when/now+next"}
FORM_MODES = ["", "large", "low"]
MODES = ["", "large", "contrast", "low"]
LANGUAGES = ["zh-CN", "en"]
# The form, step by step, wherever it is filled in: read for its words and targets, not kept as pictures.
FORM_PANELS = [PORTRAIT, LANDSCAPE, SHOP, SMALL, SMALL_UPRIGHT]
FORM_READ_MODES = ["", "low", "contrast,large", "contrast,large,low"]
SMALL_KINDS = ["home", "notice/N-001", "notice/N-011", "fees", "standards", "phones", "danger", "complain", "lookup", "outcome", "pairing"]
NIGHT_KINDS = ["home", "notice/N-011", "standards", "fees/accounts", "danger", "complain"]


def pictures():
    """(name, page, (size, mm), lang, mode) of every golden picture."""
    for page, panel, lang, mode in itertools.product(KINDS, (PORTRAIT, LANDSCAPE), LANGUAGES, MODES):
        yield shot(page, panel, lang, mode)
    for page, lang in itertools.product(SMALL_KINDS, LANGUAGES):
        yield shot(page, SMALL, lang, "")
    for page, mode in itertools.product(NIGHT_KINDS, ("night", "night,contrast")):
        yield shot(page, PORTRAIT, "zh-CN", mode)
    yield shot("home", SMALL, "zh-CN", "large")
    for layout, panel in itertools.product(LAYOUTS, (PORTRAIT, LANDSCAPE, SMALL)):
        names = "+layouts" if panel == SMALL else ""
        yield shot(f"{TYPING}{names}+layout/{layout}", panel, "zh-CN", "")
    for panel, mode in itertools.product((PORTRAIT, LANDSCAPE), ("large", "low", "large,low", "contrast")):
        yield shot(TYPING, panel, "en", mode)
    for (name, page), panel, lang in itertools.product(FORM.items(), (PORTRAIT, LANDSCAPE), LANGUAGES):
        for mode in FORM_MODES if lang == "zh-CN" else [""]:
            yield shot(page, panel, lang, mode, name)
    for name, page in FORM.items():
        yield shot(page, SMALL, "zh-CN", "", name)


def form_readings():
    """(name, page, (size, mm), lang, mode) of every step of the form on every panel, in every language, in modes that change sizes."""
    steps = {"complain": "complain", **FORM, "complain-review": f"{WORDS}+when/now+phrase/0+next"}
    for (name, page), panel, lang, mode in itertools.product(steps.items(), FORM_PANELS, LANGUAGES, FORM_READ_MODES):
        yield reading(page, panel, lang, mode, name)
    for layout, panel, lang, mode in itertools.product(LAYOUTS, FORM_PANELS, LANGUAGES, FORM_READ_MODES):
        behind = "+layouts" if panel in SMALL_PANELS or ("large" in mode and panel != PORTRAIT) else ""  # the names of the kinds
        yield reading(f"{TYPING}{behind}+layout/{layout}", panel, lang, mode, f"typing-{layout}")


def reading(page, panel, lang, mode, called):
    name, *rest = shot(page, panel, lang, mode, called)
    return f"{name}.{panel[1]}", *rest


def shot(page, panel, lang, mode, called=None):
    called = called or page.replace(TYPING, "typing").replace("/", "-")
    name = ".".join(filter(None, [called, lang, panel[0], mode.replace(",", "-")]))
    return name, page, panel, lang, mode
