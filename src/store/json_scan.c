/* SPDX-License-Identifier: GPL-3.0-or-later */
/** One pass over the bytes by recursive descent, at most JSON_MAX_DEPTH deep. It judges the grammar
 *  and writes down a mark for every value; it decodes nothing, cJSON does that from text that
 * passed here. Words for what is wrong are found afterwards, in json_fault.c. */
#include "store/json_scan.h"

#include <assert.h>
#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "store/json_fault.h"

#define CJSON_NUMBER_BYTES 63 /* cJSON reads numbers through a buffer of 64 */
#define BYTES_A_VALUE      16 /* a first guess at the number of marks; stances have some 20 */

struct scan {
    const char *text;
    size_t length, at;
    struct json_marks *marks;
    size_t opened[JSON_MAX_DEPTH]; /* offsets of the lists and objects around `at` */
    size_t depth;
    struct json_fault fault;
    bool no_memory;
};

static bool fault(struct scan *scan, enum json_fault_kind kind, size_t offset)
{
    scan->fault = (struct json_fault){
        .kind = kind,
        .offset = offset,
        .opened = scan->depth ? scan->opened[scan->depth - 1] : FAULT_NOTHING_OPEN,
    };
    return false;
}

/** The byte at hand; 0, which no token begins with, at the end. */
static unsigned char peek(const struct scan *scan)
{
    return scan->at < scan->length ? (unsigned char)scan->text[scan->at] : 0;
}

static bool is_space(unsigned char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static void skip_space(struct scan *scan)
{
    while (scan->at < scan->length && is_space((unsigned char)scan->text[scan->at]))
        scan->at++;
}

static bool take(struct scan *scan, char c)
{
    if (peek(scan) != (unsigned char)c) return false;
    scan->at++;
    return true;
}

/* Texts */

/** In each byte of eight the highest bit: set, from the first such byte on, where the byte is a
 * quote, a backslash, a control character or no ASCII. (A borrow can set it falsely, but only above
 * a byte that is one of these.) */
static uint64_t special_bytes(uint64_t eight)
{
    const uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;
    uint64_t quote = eight ^ (ones * '"'), backslash = eight ^ (ones * '\\');
    return (eight | (eight - ones * 0x20) | (quote - ones) | (backslash - ones)) & tops;
}

/** Pass over what a text may hold as it is, eight bytes at a time. */
static void skip_plain(struct scan *scan)
{
    size_t at = scan->at;
    for (; scan->length - at >= sizeof(uint64_t); at += sizeof(uint64_t)) {
        uint64_t eight, special;
        memcpy(&eight, scan->text + at, sizeof eight);
        special = special_bytes(le64toh(eight));
        if (special) {
            scan->at = at + (size_t)__builtin_ctzll(special) / 8;
            return;
        }
    }
    for (; at < scan->length; at++) {
        unsigned char c = (unsigned char)scan->text[at];
        if (c < 0x20 || c == '"' || c == '\\' || c >= 0x80) break;
    }
    scan->at = at;
}

/** Four hexadecimal digits at an offset; -1 if they are not all there. */
static int32_t hexadecimal(const struct scan *scan, size_t at)
{
    int32_t code = 0;
    if (scan->length - at < 4) return -1;
    for (size_t i = 0; i < 4; i++) {
        char c = scan->text[at + i];
        int32_t digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
        if (digit < 0) return -1;
        code = code * 16 + digit;
    }
    return code;
}

static bool is_between(int32_t code, int32_t first, int32_t last)
{
    return code >= first && code <= last;
}

static bool scan_unicode_escape(struct scan *scan)
{
    size_t begin = scan->at;
    int32_t code = hexadecimal(scan, begin + 2), other;
    if (code < 0) return fault(scan, FAULT_ESCAPE, begin);
    if (code == 0) return fault(scan, FAULT_NUL, begin);
    scan->at += 6;
    if (!is_between(code, 0xd800, 0xdfff)) return true;
    if (code >= 0xdc00 || scan->length - scan->at < 6 || scan->text[scan->at] != '\\' ||
        scan->text[scan->at + 1] != 'u')
        return fault(scan, FAULT_SURROGATE, begin);
    other = hexadecimal(scan, scan->at + 2);
    if (!is_between(other, 0xdc00, 0xdfff)) return fault(scan, FAULT_SURROGATE, begin);
    scan->at += 6;
    return true;
}

static bool scan_escape(struct scan *scan)
{
    char c = '\0';
    if (scan->at + 1 < scan->length) c = scan->text[scan->at + 1];
    if (c == 'u') return scan_unicode_escape(scan);
    if (!c || !strchr("\"\\/bfnrt", c)) return fault(scan, FAULT_ESCAPE, scan->at);
    scan->at += 2;
    return true;
}

static bool scan_wide(struct scan *scan)
{
    while (scan->at < scan->length && (unsigned char)scan->text[scan->at] >= 0x80) {
        int32_t code;
        size_t bytes = utf8_decode(scan->text + scan->at, scan->length - scan->at, &code);
        if (!bytes) return fault(scan, FAULT_UTF8, scan->at);
        scan->at += bytes;
    }
    return true;
}

static bool scan_text(struct scan *scan)
{
    size_t quote = scan->at++;
    for (;;) {
        unsigned char c;
        skip_plain(scan);
        if (scan->at >= scan->length) return fault(scan, FAULT_OPEN_TEXT, quote);
        c = (unsigned char)scan->text[scan->at];
        if (c == '"') break;
        if (c < 0x20) return fault(scan, FAULT_CONTROL, scan->at);
        if (c == '\\' ? !scan_escape(scan) : !scan_wide(scan)) return false;
    }
    if (scan->at - quote - 1 > JSON_MAX_TEXT) return fault(scan, FAULT_LONG_TEXT, quote);
    scan->at++;
    return true;
}

/* Numbers and words */

static bool scan_digits(struct scan *scan)
{
    size_t begin = scan->at;
    while (peek(scan) >= '0' && peek(scan) <= '9')
        scan->at++;
    return scan->at > begin;
}

static bool scan_number_parts(struct scan *scan)
{
    take(scan, '-');
    if (take(scan, '0')) {
        if (scan_digits(scan)) return false;
    } else if (!scan_digits(scan)) {
        return false;
    }
    if (take(scan, '.') && !scan_digits(scan)) return false;
    if (!take(scan, 'e') && !take(scan, 'E')) return true;
    if (!take(scan, '-')) take(scan, '+');
    return scan_digits(scan);
}

static bool scan_number(struct scan *scan)
{
    size_t begin = scan->at;
    if (!scan_number_parts(scan)) return fault(scan, FAULT_NUMBER, begin);
    if (scan->at - begin > JSON_MAX_NUMBER) return fault(scan, FAULT_LONG_NUMBER, begin);
    if (scan->at - begin > CJSON_NUMBER_BYTES) scan->marks->has_long_number = true;
    return true;
}

static bool scan_word(struct scan *scan)
{
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i]);
        if (scan->length - scan->at < length) continue;
        if (memcmp(scan->text + scan->at, words[i], length) != 0) continue;
        scan->at += length;
        return true;
    }
    return fault(scan, FAULT_VALUE, scan->at);
}

/* Lists, objects, values */

static bool mark_new(struct scan *scan, uint32_t key, size_t *index)
{
    struct json_marks *marks = scan->marks;
    if (marks->count == JSON_MAX_VALUES) return fault(scan, FAULT_VALUES, scan->at);
    if (marks->count == marks->size) {
        size_t size = marks->size ? marks->size * 2 : scan->length / BYTES_A_VALUE + 16;
        struct json_mark *items = realloc(marks->items, size * sizeof *items);
        if (!items) {
            scan->no_memory = true;
            return false;
        }
        marks->items = items;
        marks->size = size;
    }
    *index = marks->count++;
    marks->items[*index] = (struct json_mark){.key = key, .begin = (uint32_t)scan->at};
    return true;
}

static bool scan_value(struct scan *scan, uint32_t key);

static bool scan_item(struct scan *scan)
{
    return scan_value(scan, JSON_NO_KEY);
}

static bool scan_member(struct scan *scan)
{
    uint32_t key = (uint32_t)scan->at;
    if (peek(scan) != '"') return fault(scan, FAULT_NAME, scan->at);
    if (!scan_text(scan)) return false;
    skip_space(scan);
    if (!take(scan, ':')) return fault(scan, FAULT_COLON, scan->at);
    skip_space(scan);
    return scan_value(scan, key);
}

/** The inside of a list or an object: parts with commas between them, up to the closing bracket. */
static bool scan_parts(struct scan *scan, char closing, bool (*part)(struct scan *),
                       enum json_fault_kind no_comma)
{
    if (scan->depth == JSON_MAX_DEPTH) return fault(scan, FAULT_DEPTH, scan->at);
    scan->opened[scan->depth++] = scan->at++;
    skip_space(scan);
    if (!take(scan, closing)) {
        for (;;) {
            size_t end, comma;
            if (!part(scan)) return false;
            end = scan->at;
            skip_space(scan);
            if (take(scan, closing)) break;
            comma = scan->at;
            if (!take(scan, ',')) return fault(scan, no_comma, end);
            skip_space(scan);
            if (peek(scan) == (unsigned char)closing)
                return fault(scan, FAULT_TRAILING_COMMA, comma);
        }
    }
    scan->depth--;
    return true;
}

static bool scan_any(struct scan *scan)
{
    switch (peek(scan)) {
    case '"':
        return scan_text(scan);
    case '{':
        return scan_parts(scan, '}', scan_member, FAULT_OBJECT);
    case '[':
        return scan_parts(scan, ']', scan_item, FAULT_LIST);
    case 't':
    case 'f':
    case 'n':
        return scan_word(scan);
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
        return scan_number(scan);
    default:
        return fault(scan, FAULT_VALUE, scan->at);
    }
}

static bool scan_value(struct scan *scan, uint32_t key)
{
    size_t index = 0;
    if (!mark_new(scan, key, &index) || !scan_any(scan)) return false;
    scan->marks->items[index].end = (uint32_t)scan->at;
    scan->marks->items[index].span = (uint32_t)(scan->marks->count - index);
    return true;
}

static bool scan_document(struct scan *scan)
{
    static const char bom[] = "\xef\xbb\xbf";
    if (scan->length >= JSON_BOM_BYTES && memcmp(scan->text, bom, JSON_BOM_BYTES) == 0) {
        scan->marks->has_bom = true;
        scan->at = JSON_BOM_BYTES;
    }
    skip_space(scan);
    if (!scan_value(scan, JSON_NO_KEY)) return false;
    skip_space(scan);
    return scan->at == scan->length || fault(scan, FAULT_REST, scan->at);
}

stance_result json_scan(const char *text, size_t length, struct json_marks *marks,
                        struct stance_diagnostics *diagnostics)
{
    struct scan scan = {.text = text, .length = length, .marks = marks};
    assert(length <= JSON_MAX_BYTES && !marks->count);
    if (scan_document(&scan)) return STANCE_OK;
    if (scan.no_memory) return STANCE_NO_MEMORY;
    json_fault_explain(&scan.fault, text, length, diagnostics);
    return STANCE_REFUSED;
}

void json_marks_reset(struct json_marks *marks)
{
    marks->count = 0;
    marks->has_bom = marks->has_long_number = false;
}

void json_marks_clear(struct json_marks *marks)
{
    free(marks->items);
    *marks = (struct json_marks){0};
}
