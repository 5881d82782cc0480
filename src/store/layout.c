/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A layout is read off an object that is there, and is made of pieces of its text: white space is
 * copied, whatever it is made of. Three ways to print: in lines as the neighbour's, a member a
 * line, and all of it in one line. */
#include "store/layout.h"

#include <string.h>

#include "base/utf8.h"

#define WIDTH_LEAST 100 /* columns that a wrapped object may have in any case */

static struct slice constant(const char *text)
{
    return (struct slice){text, strlen(text)};
}

static struct slice between(const char *text, size_t begin, size_t end)
{
    return (struct slice){text + begin, end - begin};
}

/* ---- pieces of text */

bool layout_is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_break(char c)
{
    return c == '\n' || c == '\r';
}

bool layout_has_break(struct slice slice)
{
    return memchr(slice.bytes, '\n', slice.length) || memchr(slice.bytes, '\r', slice.length);
}

struct slice layout_white_before(const char *text, size_t offset)
{
    size_t begin = offset;
    while (begin > 0 && layout_is_white(text[begin - 1]))
        begin--;
    return between(text, begin, offset);
}

struct slice layout_last_line(struct slice slice)
{
    size_t start = slice.length;
    while (start > 0 && !is_break(slice.bytes[start - 1]))
        start--;
    return between(slice.bytes, start, slice.length);
}

size_t layout_quoted_length(const char *json)
{
    size_t at = 1;
    for (; json[at] != '"'; at++)
        if (json[at] == '\\') at++;
    return at + 1;
}

/* ---- what a layout looks like */

/* Columns of the longest line of an object, from the line's start. */
static size_t longest_line(const char *text, size_t begin, size_t end)
{
    size_t longest = 0, start = begin - layout_last_line(between(text, 0, begin)).length;
    for (size_t at = start; at <= end; at++) {
        if (at < end && !is_break(text[at])) continue;
        size_t columns = utf8_count(text + start, at - start);
        if (columns > longest) longest = columns;
        start = at + 1;
    }
    return longest;
}

/* What parts two members of an object: a line break, or not. */
static void look_between(const char *text, const struct json_mark *left,
                         const struct json_mark *right, struct layout *layout)
{
    struct slice gap = between(text, left->end, right->key);
    if (!layout_has_break(gap)) {
        if (!layout->comma.bytes) layout->comma = gap;
        return;
    }
    if (layout->is_expanded || layout->is_wrapped) return;
    layout->is_wrapped = true;
    layout->wrap_gap = layout_white_before(text, right->key);
}

static void look_inside(const char *text, const struct json_mark *member, struct layout *layout)
{
    struct slice inside = between(text, member->begin, member->end);
    if (member->span == 1) return; /* empty, or no list and no object */
    layout->nested_is_expanded = layout_has_break(inside);
}

void layout_of(const char *text, const struct json_mark *object, struct layout *layout)
{
    const struct json_mark *member = object + 1, *end = object + object->span;
    bool has_nested = false;
    *layout = (struct layout){.width_columns = WIDTH_LEAST};
    layout->colon = constant(": ");
    if (member < end) {
        layout->pad = between(text, object->begin + 1, member->key);
        layout->colon =
            between(text, member->key + layout_quoted_length(text + member->key), member->begin);
        layout->is_expanded = layout_has_break(layout->pad);
    }
    for (; member < end; member += member->span) {
        const struct json_mark *next = member + member->span;
        if (next < end) look_between(text, member, next, layout);
        if (has_nested || member->span == 1) continue;
        look_inside(text, member, layout);
        has_nested = true;
    }
    if (layout->is_expanded) {
        layout->member_gap = layout->pad;
        layout->close_gap = layout_white_before(text, object->end - 1);
        layout->pad = constant("");
        if (!has_nested) layout->nested_is_expanded = true;
    }
    if (!layout->comma.bytes) layout->comma = constant(layout->colon.length > 1 ? ", " : ",");
    if (!layout->is_wrapped) return;
    size_t width = longest_line(text, object->begin, object->end);
    if (width > layout->width_columns) layout->width_columns = width;
}

/* ---- printing */

static void append(struct str *out, struct slice slice)
{
    str_append_bytes(out, slice.bytes, slice.length);
}

/* In one line: the layout's blanks, none of the text's own. */
static void print_inline(const struct layout *layout, const char *json, size_t length,
                         struct str *out)
{
    for (size_t at = 0; at < length;) {
        char c = json[at];
        size_t step = c == '"' ? layout_quoted_length(json + at) : 1;
        if (c == ',')
            append(out, layout->comma);
        else if (c == ':')
            append(out, layout->colon);
        else if (c == '"' || !layout_is_white(c))
            str_append_bytes(out, json + at, step);
        at += step;
    }
}

/* One step deeper: what the members of the object are set in against its closing brace. */
static void append_step(const struct layout *layout, struct str *out)
{
    size_t shared = 0;
    while (shared < layout->close_gap.length && shared < layout->member_gap.length &&
           layout->close_gap.bytes[shared] == layout->member_gap.bytes[shared])
        shared++;
    str_append_bytes(out, layout->member_gap.bytes + shared, layout->member_gap.length - shared);
}

static void append_gap(const struct layout *layout, size_t depth, struct str *out)
{
    append(out, layout->close_gap);
    for (size_t d = 0; d < depth; d++)
        append_step(layout, out);
}

/* A member a line, whatever is nested as well. */
static void print_expanded(const struct layout *layout, const char *json, size_t length,
                           size_t depth, struct str *out)
{
    for (size_t at = 0; at < length;) {
        char c = json[at];
        size_t step = c == '"' ? layout_quoted_length(json + at) : 1;
        bool is_empty = (c == '{' || c == '[') && (json[at + 1] == '}' || json[at + 1] == ']');
        if (is_empty) step = 2;
        if (c == '}' || c == ']') append_gap(layout, --depth, out);
        if (c == ':')
            append(out, layout->colon);
        else if (c == '"' || !layout_is_white(c))
            str_append_bytes(out, json + at, step);
        if ((c == '{' || c == '[') && !is_empty) append_gap(layout, ++depth, out);
        if (c == ',') append_gap(layout, depth, out);
        at += step;
    }
}

/* The end of the member or item that begins at `at`: the comma or closing bracket behind it. */
static size_t item_end(const char *json, size_t at)
{
    size_t depth = 0;
    for (;;) {
        char c = json[at];
        if (c == '"') {
            at += layout_quoted_length(json + at);
            continue;
        }
        if (depth == 0 && (c == ',' || c == '}' || c == ']')) return at;
        if (c == '{' || c == '[') depth++;
        if (c == '}' || c == ']') depth--;
        at++;
    }
}

static size_t skip_blanks(const char *json, size_t at)
{
    return at + strspn(json + at, " \t\r\n");
}

/* Where the next member goes, for a layout that wraps its lines. */
static void part(const struct layout *layout, const struct str *member, size_t *column,
                 struct str *out)
{
    size_t width = utf8_count(str_get(member), member->length);
    if (layout->is_wrapped && *column + layout->comma.length + width + 2 > layout->width_columns) {
        str_append_char(out, ',');
        append(out, layout->wrap_gap);
        *column = layout_last_line(layout->wrap_gap).length;
    } else {
        append(out, layout->comma);
        *column += layout->comma.length;
    }
}

/* A list that fits no line has an item a line, one column further in. */
static bool print_long_list(const struct layout *layout, const char *json, size_t length,
                            struct str *out)
{
    size_t at = skip_blanks(json, layout_quoted_length(json)), column;
    if (!layout->is_wrapped || json[at] != ':') return false;
    column = layout_last_line(layout->wrap_gap).length;
    at = skip_blanks(json, at + 1);
    if (json[at] != '[' || column + length <= layout->width_columns) return false;
    print_inline(layout, json, at + 1, out);
    for (at++; at < length && json[skip_blanks(json, at)] != ']';) {
        at = skip_blanks(json, at);
        size_t end = item_end(json, at);
        append(out, layout->wrap_gap);
        str_append_char(out, ' ');
        print_inline(layout, json + at, end - at, out);
        if (json[end] == ',') str_append_char(out, ',');
        at = json[end] == ',' ? end + 1 : end;
    }
    str_append_char(out, ']');
    return true;
}

static void print_in_lines(const struct layout *layout, const char *json, size_t column,
                           struct str *out)
{
    struct str member = {0};
    size_t at = skip_blanks(json, 1);
    str_append_char(out, '{');
    append(out, layout->pad);
    column += 1 + layout->pad.length;
    for (bool is_first = true; json[at] != '}'; is_first = false) {
        size_t end = item_end(json, at);
        str_truncate(&member, 0);
        if (!print_long_list(layout, json + at, end - at, &member))
            print_inline(layout, json + at, end - at, &member);
        if (!is_first) part(layout, &member, &column, out);
        str_append_bytes(out, str_get(&member), member.length);
        column += utf8_count(str_get(&member), member.length);
        at = json[end] == ',' ? skip_blanks(json, end + 1) : end;
    }
    append(out, layout->pad);
    str_append_char(out, '}');
    if (member.failed) out->failed = true;
    str_clear(&member);
}

void layout_print(const struct layout *layout, const char *object, size_t column, struct str *out)
{
    size_t at = skip_blanks(object, 1);
    if (!layout->is_expanded) {
        print_in_lines(layout, object, column, out);
        return;
    }
    str_append_char(out, '{');
    for (bool is_first = true; object[at] != '}'; is_first = false) {
        size_t end = item_end(object, at);
        if (!is_first) str_append_char(out, ',');
        append(out, layout->member_gap);
        if (layout->nested_is_expanded)
            print_expanded(layout, object + at, end - at, 1, out);
        else
            print_inline(layout, object + at, end - at, out);
        at = object[end] == ',' ? skip_blanks(object, end + 1) : end;
    }
    append(out, layout->close_gap);
    str_append_char(out, '}');
}

void layout_print_file(const char *object, struct str *out)
{
    static const struct layout layout = {
        .colon = {": ", 2},
        .comma = {", ", 2},
        .pad = {"", 0},
        .is_expanded = true,
        .member_gap = {"\n  ", 3},
        .close_gap = {"\n", 1},
    };
    layout_print(&layout, object, 0, out);
    str_append_char(out, '\n');
}
