#include "kiosk/screen/font_codes.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include "common/log.h"
#include "kiosk/screen/faces.h"

/* A font that is missing was reported by who draws with it. */
static bool add_font(FT_Library library, const char *path, long index, struct codes *codes)
{
    FT_Face face;
    if (FT_New_Face(library, path, index, &face) != 0)
        return false;
    FT_UInt glyph;
    for (FT_ULong code = FT_Get_First_Char(face, &glyph); glyph; code = FT_Get_Next_Char(face, code, &glyph))
        codes_add(codes, (uint32_t)code);
    FT_Done_Face(face);
    return true;
}

bool font_codes_read(const char *font_dir, struct codes *codes)
{
    FT_Library library;
    if (FT_Init_FreeType(&library) != 0) {
        log_error("font_codes: FreeType does not start; missing characters are not reported");
        return false;
    }
    bool any = false;
    for (size_t i = 0; i < FACES_SOURCES; i++) {
        long index;
        CLEANUP(free_ptr) char *path = faces_path(font_dir, i, &index);
        any |= add_font(library, path, index, codes);
    }
    FT_Done_FreeType(library);
    return any;
}
