#include "central/validate/validate_files.h"

#include "central/validate/validate.h"
#include "central/words/words.h"
#include "common/mediainfo.h"
#include "common/json.h"
#include "common/utf8.h"

#define SHA256_HEX 64

enum role { ROLE_IMAGE, ROLE_SCAN, ROLE_VOICE, ROLE_NONE };

static enum role role_of(const json_t *file)
{
    static const char *const names[] = {"image", "scan", "voice"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (str_eq(json_str(file, "role"), names[i]))
            return (enum role)i;
    }
    return ROLE_NONE;
}

/* --- Files --- */

static void check_name(struct check *check, const json_t *files, size_t i, const char *at)
{
    const char *name = check_text(check, json_array_get(files, i), at, "name", FILES_NAME_MAX);
    if (name && (!utf8_clean(name, UTF8_LINE, NULL) || strpbrk(name, "()[]<>")))
        (void)check_fail(check, at, "name",
                         _("a name without line breaks and brackets is wanted; a text refers to it"));
    for (size_t before = 0; name && before < i; before++) {
        if (str_eq(json_str(json_array_get(files, before), "name"), name))
            (void)check_fail(check, at, "name", _("%s stands here twice"), name);
    }
}

static void check_page_size(struct check *check, const json_t *page, const char *at)
{
    int64_t width, height;
    if (check_int(check, page, at, "w", 1, MEDIAINFO_SIDE_MAX, &width) &&
        check_int(check, page, at, "h", 1, MEDIAINFO_SIDE_MAX, &height) && width * height > MEDIAINFO_PIXELS_MAX)
        (void)check_fail(check, at, "w", _("the picture has more than 24 million pixels"));
}

static void check_page(struct check *check, const json_t *page, const char *at, enum role role)
{
    int64_t size;
    enum mediainfo_type type = MEDIAINFO_PNG;
    const char *sha256 = check_text(check, page, at, "sha256", SHA256_HEX);
    if (sha256 && (strlen(sha256) != SHA256_HEX || strspn(sha256, "0123456789abcdef") != SHA256_HEX))
        (void)check_fail(check, at, "sha256", _("64 small hexadecimal digits are wanted"));
    const char *name = check_text(check, page, at, "type", 40);
    if (name && (!mediainfo_type_of(name, &type) || (type == MEDIAINFO_WAV) != (role == ROLE_VOICE)))
        (void)check_fail(check, at, "type", _("%s is not what a file of this role may be"), name);
    (void)check_int(check, page, at, "size", 1, MEDIAINFO_BYTES_MAX, &size);
    if (role != ROLE_VOICE)
        check_page_size(check, page, at);
}

static void check_file(struct check *check, const json_t *files, size_t i)
{
    char at[CHECK_PATH_MAX], page_at[CHECK_PATH_MAX];
    const json_t *file = check_entry(check, files, "", "files", i, at);
    if (!file)
        return;
    enum role role = role_of(file);
    check_name(check, files, i, at);
    if (role == ROLE_NONE)
        (void)check_fail(check, at, "role", _("one of image, scan and voice is wanted"));
    const json_t *pages = check_list(check, file, at, "pages", 1, role == ROLE_SCAN ? FILES_SCAN_PAGES_MAX : 1);
    for (size_t p = 0; p < json_array_size(pages) && !check->why; p++)
        check_page(check, check_entry(check, pages, at, "pages", p, page_at), page_at, role);
}

bool validate_files_picture_only(const json_t *doc)
{
    return json_flag(doc, "picture_only");
}

/* What the law wants read must be readable large, in contrast and aloud: words, not a picture of words. */
static void check_picture_only(struct check *check, const json_t *doc, const json_t *files)
{
    bool has_picture = false;
    if (!check_flag_opt(check, doc, "", "picture_only"))
        return;
    for (size_t i = 0; i < json_array_size(files); i++)
        has_picture = has_picture || role_of(json_array_get(files, i)) <= ROLE_SCAN;
    if (!has_picture)
        (void)check_fail(check, "", "picture_only", _("there is no picture in files"));
    if (json_is_object(json_member(doc, "posting_rule")))
        (void)check_fail(check, "", "picture_only",
                         _("the law wants this notice posted, so its words must be typed into body_md"));
}

void validate_files_check(struct check *check, const json_t *doc)
{
    const json_t *files = check_list_opt(check, doc, "", "files", VALIDATE_FILES_MAX);
    for (size_t i = 0; i < json_array_size(files) && !check->why; i++)
        check_file(check, files, i);
    check_picture_only(check, doc, files);
}

/* --- Pictures in a text --- */

bool validate_files_has_image(const json_t *doc, const char *name)
{
    const json_t *files = json_member(doc, "files");
    for (size_t i = 0; i < json_array_size(files); i++) {
        const json_t *file = json_array_get(files, i);
        if (str_eq(json_str(file, "name"), name))
            return role_of(file) == ROLE_IMAGE || role_of(file) == ROLE_SCAN;
    }
    return false;
}

void validate_files_check_text(struct check *check, const json_t *doc, const char *path, const struct md_doc *body)
{
    for (size_t i = 0; i < body->count && !check->why; i++) {
        const struct md_block *block = &body->blocks[i];
        if (block->kind == MD_IMAGE && !validate_files_has_image(doc, block->name))
            (void)check_fail(check, path, "body_md", _("the picture \"%s\" is not among the files"), block->name);
    }
}
