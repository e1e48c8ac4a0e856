"""The QR codes of a picture, read by zbar as a phone would."""

import ctypes
import ctypes.util

from PIL import Image

Y800 = 0x30303859
QRCODE = 64


def load():
    zbar = ctypes.CDLL(ctypes.util.find_library("zbar") or "libzbar.so.0")
    pointer, text = ctypes.c_void_p, ctypes.c_char_p
    for name, result, arguments in (("zbar_image_scanner_create", pointer, []), ("zbar_image_create", pointer, []),
                                    ("zbar_image_set_format", None, [pointer, ctypes.c_ulong]),
                                    ("zbar_image_set_size", None, [pointer, ctypes.c_uint, ctypes.c_uint]),
                                    ("zbar_image_set_data", None, [pointer, text, ctypes.c_ulong, pointer]),
                                    ("zbar_scan_image", ctypes.c_int, [pointer, pointer]),
                                    ("zbar_image_first_symbol", pointer, [pointer]), ("zbar_symbol_next", pointer, [pointer]),
                                    ("zbar_symbol_get_type", ctypes.c_int, [pointer]), ("zbar_symbol_get_data", text, [pointer]),
                                    ("zbar_image_destroy", None, [pointer]), ("zbar_image_scanner_destroy", None, [pointer])):
        function = getattr(zbar, name)
        function.restype, function.argtypes = result, arguments
    return zbar


def read(path):
    """The texts of all codes in the picture."""
    zbar = load()
    with Image.open(path) as picture:
        grey = picture.convert("L")
    pixels = grey.tobytes()
    scanner, image = zbar.zbar_image_scanner_create(), zbar.zbar_image_create()
    zbar.zbar_image_set_format(image, Y800)
    zbar.zbar_image_set_size(image, *grey.size)
    zbar.zbar_image_set_data(image, pixels, len(pixels), None)
    zbar.zbar_scan_image(scanner, image)
    texts, symbol = [], zbar.zbar_image_first_symbol(image)
    while symbol:
        if zbar.zbar_symbol_get_type(symbol) == QRCODE:
            texts.append(zbar.zbar_symbol_get_data(symbol).decode())
        symbol = zbar.zbar_symbol_next(symbol)
    zbar.zbar_image_destroy(image)
    zbar.zbar_image_scanner_destroy(scanner)
    return texts
