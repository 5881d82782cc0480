/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Unicode knows of a character (valid, category, width, letter below a mark) is asked of
 * utf8proc. Ours is what comes of it: ASCII is checked eight bytes at a time, and text from files
 * is made harmless for terminals by spelling out whatever they might obey or hide. */
#include "base/utf8.h"

#include <string.h>

#include <utf8proc.h>

enum { CODE_BYTES_MOST = 4 };

size_t utf8_decode(const char *text, size_t length, int32_t *code)
{
    /* Strict: no overlong forms, no surrogates, nothing above U+10FFFF. */
    size_t most = length < CODE_BYTES_MOST ? length : CODE_BYTES_MOST;
    utf8proc_ssize_t bytes;
    if (most == 0) return 0;
    bytes = utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)most, code);
    return bytes > 0 ? (size_t)bytes : 0;
}

/* The end of the run of ASCII that starts at i. */
static size_t skip_ascii(const char *text, size_t length, size_t i)
{
    uint64_t eight;
    while (length - i >= sizeof eight) {
        memcpy(&eight, text + i, sizeof eight);
        if (eight & UINT64_C(0x8080808080808080)) break;
        i += sizeof eight;
    }
    while (i < length && !((unsigned char)text[i] & 0x80))
        i++;
    return i;
}

size_t utf8_check(const char *text, size_t length)
{
    size_t i = skip_ascii(text, length, 0);
    while (i < length) {
        int32_t code;
        size_t bytes = utf8_decode(text + i, length - i, &code);
        if (bytes == 0) return i;
        i += bytes;
        if (i < length && !((unsigned char)text[i] & 0x80)) i = skip_ascii(text, length, i);
    }
    return i;
}

size_t utf8_count(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

/* As wcwidth of most terminals: utf8proc gives spacing combining marks nothing, though they take a
 * column, and the inner letters of a Hangul syllable one, though they join the first. */
static size_t width_of(int32_t code)
{
    if (code >= 0x1160 && code <= 0x11FF) return 0;
    if (utf8proc_category(code) == UTF8PROC_CATEGORY_MC) return 1;
    return (size_t)utf8proc_charwidth(code);
}

size_t utf8_width(const char *text)
{
    size_t length = strlen(text), width = 0;
    for (size_t i = 0; i < length;) {
        int32_t code;
        size_t bytes = utf8_decode(text + i, length - i, &code);
        width += bytes ? width_of(code) : 1; /* terminals show one U+FFFD for a bad byte */
        i += bytes ? bytes : 1;
    }
    return width;
}

/* What a terminal may obey, or not show at all. */
static bool is_unsafe(int32_t code)
{
    /* What has no width, no mark and no letter: a name must not differ by it unseen. */
    if (utf8proc_get_property(code)->ignorable && code != 0xfe0e && code != 0xfe0f) return true;
    /* No character at all, and none that HTML may hold. */
    if ((code & 0xfffe) == 0xfffe || (code >= 0xfdd0 && code <= 0xfdef)) return true;
    switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return true;
    default:
        return false;
    }
}

static bool is_mark(int32_t code)
{
    utf8proc_category_t category = utf8proc_category(code);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
}

static bool is_ascii_letter(int32_t code)
{
    return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}

/* Typographic signs, and letters that Unicode does not take apart; NULL if there is no likeness. */
static const char *plain_form(int32_t code)
{
    static const struct {
        int32_t first, last;
        const char *plain;
    } forms[] = {
        {0x00AB, 0x00AB, "\""}, {0x00BB, 0x00BB, "\""},  {0x00C6, 0x00C6, "AE"},
        {0x00D8, 0x00D8, "O"},  {0x00DF, 0x00DF, "ss"},  {0x00E6, 0x00E6, "ae"},
        {0x00F8, 0x00F8, "o"},  {0x0110, 0x0110, "D"},   {0x0111, 0x0111, "d"},
        {0x0126, 0x0126, "H"},  {0x0127, 0x0127, "h"},   {0x0131, 0x0131, "i"},
        {0x0141, 0x0141, "L"},  {0x0142, 0x0142, "l"},   {0x0152, 0x0152, "OE"},
        {0x0153, 0x0153, "oe"}, {0x0166, 0x0166, "T"},   {0x0167, 0x0167, "t"},
        {0x1E9E, 0x1E9E, "SS"}, {0x2010, 0x2015, "-"},   {0x2018, 0x201B, "'"},
        {0x201C, 0x201F, "\""}, {0x2026, 0x2026, "..."}, {0x2032, 0x2032, "'"},
        {0x2033, 0x2033, "\""}, {0x2039, 0x203A, "'"},   {0x2212, 0x2212, "-"},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (code >= forms[i].first && code <= forms[i].last) return forms[i].plain;
    }
    return utf8proc_category(code) == UTF8PROC_CATEGORY_ZS ? " " : NULL;
}

/* The ASCII letter of a letter with marks; 0 if it is none. A sign with a mark (U+2260, "not equal
 * to") must not lose it: that would turn its meaning round. */
static char letter_below(int32_t code)
{
    utf8proc_int32_t parts[16];
    int last_class = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char(code, parts, sizeof parts / sizeof *parts,
                                                     UTF8PROC_DECOMPOSE, &last_class);
    if (count < 1 || count > (utf8proc_ssize_t)(sizeof parts / sizeof *parts)) return 0;
    for (utf8proc_ssize_t i = 1; i < count; i++) {
        if (!is_mark(parts[i])) return 0;
    }
    return (char)(is_ascii_letter(parts[0]) ? parts[0] : 0);
}

static void append_code(struct str *out, int32_t code)
{
    str_printf(out, "<U+%04X>", (unsigned)code);
}

/* A character outside ASCII for an ASCII terminal. `base` is the letter that was last appended, 0
 * if something else was: marks that follow a letter are dropped as those within one are. */
static void append_ascii(struct str *out, int32_t code, char *base)
{
    const char *plain;
    char letter;
    if (*base && is_mark(code)) return;
    *base = letter_below(code);
    letter = *base;
    plain = letter ? NULL : plain_form(code);
    if (letter) {
        str_append_char(out, letter);
    } else if (plain) {
        str_append(out, plain);
    } else {
        append_code(out, code);
    }
}

bool utf8_runs_left(int32_t code)
{
    switch (utf8proc_get_property(code)->bidi_class) {
    case UTF8PROC_BIDI_CLASS_R:
    case UTF8PROC_BIDI_CLASS_AL:
        return true;
    default:
        return false;
    }
}

void utf8_append_visible(struct str *out, const char *text, bool ascii)
{
    size_t length = strlen(text);
    char base = 0;
    for (size_t i = 0, bytes; i < length; i += bytes ? bytes : 1) {
        int32_t code;
        bytes = utf8_decode(text + i, length - i, &code);
        if (bytes == 0) {
            str_printf(out, "<0x%02X>", (unsigned)(unsigned char)text[i]);
            base = 0;
        } else if (code == '\n' || code == '\r' || code == '\t') {
            /* CR LF is one line break. */
            if (code != '\n' || i == 0 || text[i - 1] != '\r') str_append_char(out, ' ');
            base = 0;
        } else if (is_unsafe(code)) {
            append_code(out, code);
            base = 0;
        } else if (ascii && code >= 0x80) {
            append_ascii(out, code, &base);
        } else {
            str_append_bytes(out, text + i, bytes);
            base = (char)(is_ascii_letter(code) ? code : 0);
        }
    }
}
