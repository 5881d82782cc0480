/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON as a stream: commas, line ends and blanks come from what is open. Text is escaped so that it
 * reads back the same and does nothing to a terminal or script that it is shown in: control, format
 * and bidirectional characters are written as \u escapes, as well as U+2028 and U+2029. */
#include "report/json_out.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"

static struct str *bytes_of(struct json_out *out)
{
    return &out->output->buffer;
}

static void new_line(struct json_out *out)
{
    str_append_char(bytes_of(out), '\n');
    str_repeat(bytes_of(out), "  ", out->indent);
}

/* What comes before a value or a key. */
static void before(struct json_out *out)
{
    size_t newest = out->depth - 1;
    if (out->after_key) {
        out->after_key = false;
        return;
    }
    if (out->depth == 0) return;
    if (out->open[newest].has_members) str_append_char(bytes_of(out), ',');
    if (out->open[newest].layout == JSON_LINES) {
        new_line(out);
    } else if (out->open[newest].has_members) {
        str_append_char(bytes_of(out), ' ');
    }
    out->open[newest].has_members = true;
}

void out_begin(struct json_out *out, char bracket, enum json_layout layout)
{
    assert(bracket == '{' || bracket == '[');
    assert(out->depth < JSON_DEPTH);
    before(out);
    str_append_char(bytes_of(out), bracket);
    out->open[out->depth].end = (char)(bracket == '{' ? '}' : ']');
    out->open[out->depth].layout = layout;
    out->open[out->depth].has_members = false;
    out->depth++;
    if (layout == JSON_LINES) out->indent++;
}

void out_end(struct json_out *out)
{
    assert(out->depth > 0 && !out->after_key);
    out->depth--;
    if (out->open[out->depth].layout == JSON_LINES) {
        out->indent--;
        if (out->open[out->depth].has_members) new_line(out);
    }
    str_append_char(bytes_of(out), out->open[out->depth].end);
    if (out->depth == 0) str_append_char(bytes_of(out), '\n');
    output_flush_if_large(out->output);
}

/* ---- text */

/* As utf8_append_visible decides for terminals; U+2028 and U+2029 are among them. */
static bool is_unsafe(struct json_out *out, const char *character, size_t length)
{
    char one[8] = {0};
    struct str visible = {0};
    bool unsafe;
    memcpy(one, character, length);
    utf8_append_visible(&visible, one, false);
    if (visible.failed) output_fail(out->output);
    unsafe = strcmp(str_get(&visible), one) != 0;
    str_clear(&visible);
    return unsafe;
}

static void put_code(struct json_out *out, int32_t code)
{
    unsigned rest = (unsigned)code - 0x10000u;
    if (code < 0x10000) {
        str_printf(bytes_of(out), "\\u%04x", (unsigned)code);
    } else {
        str_printf(bytes_of(out), "\\u%04x\\u%04x", 0xD800u + (rest >> 10),
                   0xDC00u + (rest & 0x3FFu));
    }
}

static void put_ascii(struct json_out *out, char c)
{
    static const char named[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
    const char *found = strchr(named, c);
    if (found) {
        str_append_char(bytes_of(out), '\\');
        str_append_char(bytes_of(out), letters[found - named]);
    } else if ((unsigned char)c < 0x20 || c == 0x7F) {
        put_code(out, c);
    } else {
        str_append_char(bytes_of(out), c);
    }
}

/* A character beyond ASCII; how many bytes it has. Bytes that are no UTF-8 become U+FFFD. */
static size_t put_wide(struct json_out *out, const char *text, size_t length)
{
    int32_t code;
    size_t bytes = utf8_decode(text, length, &code);
    if (bytes == 0) {
        str_append(bytes_of(out), "\\ufffd");
        return 1;
    }
    if (is_unsafe(out, text, bytes)) {
        put_code(out, code);
    } else {
        str_append_bytes(bytes_of(out), text, bytes);
    }
    return bytes;
}

/* How many bytes stand for themselves. */
static size_t plain_length(const char *text)
{
    size_t length = 0;
    while ((unsigned char)text[length] >= 0x20 && (unsigned char)text[length] < 0x7F &&
           text[length] != '"' && text[length] != '\\') {
        length++;
    }
    return length;
}

static void put_string(struct json_out *out, const char *text)
{
    size_t length = strlen(text), i = 0;
    str_append_char(bytes_of(out), '"');
    while (i < length) {
        size_t plain = plain_length(text + i);
        str_append_bytes(bytes_of(out), text + i, plain);
        i += plain;
        if (i == length) break;
        if ((unsigned char)text[i] < 0x80) {
            put_ascii(out, text[i++]);
        } else {
            i += put_wide(out, text + i, length - i);
        }
    }
    str_append_char(bytes_of(out), '"');
}

/* ---- values */

void out_key(struct json_out *out, const char *key)
{
    assert(!out->after_key);
    before(out);
    put_string(out, key);
    str_append(bytes_of(out), ": ");
    out->after_key = true;
}

void out_text(struct json_out *out, const char *text)
{
    before(out);
    if (text) {
        put_string(out, text);
    } else {
        str_append(bytes_of(out), "null");
    }
}

void out_number(struct json_out *out, double number)
{
    before(out);
    if (isfinite(number)) {
        number_print(number, bytes_of(out));
    } else {
        str_append(bytes_of(out), "null");
    }
}

void out_count(struct json_out *out, size_t count)
{
    before(out);
    str_printf(bytes_of(out), "%zu", count);
}

void out_bool(struct json_out *out, bool value)
{
    before(out);
    str_append(bytes_of(out), value ? "true" : "false");
}

void out_member_text(struct json_out *out, const char *key, const char *text)
{
    out_key(out, key);
    out_text(out, text);
}

void out_member_number(struct json_out *out, const char *key, double number)
{
    out_key(out, key);
    out_number(out, number);
}

void out_member_count(struct json_out *out, const char *key, size_t count)
{
    out_key(out, key);
    out_count(out, count);
}

void out_member_bool(struct json_out *out, const char *key, bool value)
{
    out_key(out, key);
    out_bool(out, value);
}
