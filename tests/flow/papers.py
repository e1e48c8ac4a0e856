"""PDF files, honest and hostile, written by hand: small enough to read, whole enough for poppler."""


def pdf(objects, end=b"%%EOF\n"):
    """objects: bodies of the objects 1, 2 …; 1 is the catalog."""
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n" % (len(objects) + 1, table) + end


def stream(content, more=b""):
    return b"<</Length %d%s>>stream\n" % (len(content), more) + content + b"\nendstream"


def pages(count, content=b"0 0 1 rg 100 100 200 300 re f", resources=b"<<>>", more=()):
    """`count` A4 pages that share one content; `more` objects are numbered from 4 + count."""
    kids = b" ".join(b"%d 0 R" % (4 + i) for i in range(count))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources " + resources + b">>"
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[" % count + kids + b"]>>", stream(content)] + [page] * count
               + list(more))


def endless():
    """Forms that draw one another ten times each, twelve deep: a million million squares."""
    depth, first = 12, 5
    forms = []
    for level in range(depth):
        last = level == depth - 1
        content = b"0 0 1 1 re f " if last else b"/X Do " * 10
        inner = b"" if last else b"/Resources<</XObject<</X %d 0 R>>>>" % (first + level + 1)
        forms.append(stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]" + inner))
    return pages(1, b"/X Do " * 10, b"<</XObject<</X %d 0 R>>>>" % first, forms)


def thief(path):
    """A picture whose bytes lie in another file of the machine."""
    image = b"<</Type/XObject/Subtype/Image/Width 10/Height 10/BitsPerComponent 8/ColorSpace/DeviceGray/F(%s)/Length 0>>stream\n\nendstream" % (
        path.encode())
    return pages(1, b"400 0 0 400 50 50 cm /X Do", b"<</XObject<</X 5 0 R>>>>", [image])
