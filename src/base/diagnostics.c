/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A growing array of items whose texts lie in the list's arena. A reader adds items by offset;
 * when it is done with a file, one walk through its text turns them into places with excerpts.
 * Each severity has its own limit per file: a flood of warnings must not hide an error. */
#include "base/diagnostics.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define NO_OFFSET ((size_t)-1) /* of an item that has its place */

enum {
    ITEMS_FIRST = 16,
    EXCERPT_MOST = 160, /* characters */
    EXCERPT_BEFORE = 80,
    CHARACTER_MOST = 4, /* bytes */
};

static const char byte_order_mark[] = "\xEF\xBB\xBF";

void diagnostics_init(struct stance_diagnostics *list)
{
    *list = (struct stance_diagnostics){0};
}

void diagnostics_clear(struct stance_diagnostics *list)
{
    arena_clear(&list->arena);
    free(list->items);
    free(list->offsets);
    *list = (struct stance_diagnostics){0};
}

/* Adding */

static bool same_file(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* May the file have one more of this severity? Items come file by file, so counting them anew where
 * the file changes is rare. */
static bool has_room(struct stance_diagnostics *list, const char *file, stance_severity severity)
{
    if (!list->counting || !same_file(list->counted_file, file)) {
        list->counting = true;
        list->counted_file = file;
        list->kept[STANCE_ERROR] = list->kept[STANCE_WARNING] = 0;
        for (size_t i = 0; i < list->count; i++) {
            if (same_file(list->items[i].file, file)) list->kept[list->items[i].severity]++;
        }
    }
    return list->kept[severity] < DIAGNOSTICS_LIMIT;
}

static bool reserve(struct stance_diagnostics *list, size_t extra)
{
    size_t needed, size, bytes;
    stance_diagnostic *items;
    size_t *offsets;
    if (!size_add(list->count, extra, &needed)) return false;
    if (needed <= list->size) return true;
    size = list->size ? list->size : ITEMS_FIRST;
    while (size < needed) {
        if (!size_mul(size, 2, &size)) return false;
    }
    if (!size_mul(size, sizeof *items, &bytes)) return false;
    items = realloc(list->items, bytes);
    if (!items) return false;
    list->items = items;
    offsets = realloc(list->offsets, size * sizeof *offsets); /* smaller than bytes */
    if (!offsets) return false;
    list->offsets = offsets;
    list->size = size;
    return true;
}

static const char *format_text(struct arena *arena, const char *format, va_list arguments)
{
    va_list again;
    char *text = NULL;
    int length;
    va_copy(again, arguments);
    length = vsnprintf(NULL, 0, format, arguments);
    if (length >= 0) text = arena_alloc(arena, (size_t)length + 1);
    if (text) vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

/* `check` is NULL for an error. */
static void add(struct stance_diagnostics *list, const char *check, struct place place,
                size_t offset, const char *format, va_list arguments)
{
    stance_severity severity = check ? STANCE_WARNING : STANCE_ERROR;
    stance_diagnostic item = {
        .severity = severity, .file = place.file, .line = place.line, .column = place.column};
    list->found[severity]++;
    list->hintable = false;
    if (!has_room(list, place.file, severity)) return;
    item.check = check ? arena_string(&list->arena, check) : "error";
    item.message = format_text(&list->arena, format, arguments);
    if (!item.check || !item.message || !reserve(list, 1)) {
        list->failed = true;
        return;
    }
    list->items[list->count] = item;
    list->offsets[list->count] = offset;
    list->count++;
    list->kept[severity]++;
    list->hintable = true;
}

const char *diagnostics_copy(struct stance_diagnostics *list, const char *file)
{
    const char *copy = arena_string(&list->arena, file);
    if (!copy) list->failed = true;
    return copy;
}

void diagnostics_error(struct stance_diagnostics *list, struct place place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(list, NULL, place, NO_OFFSET, format, arguments);
    va_end(arguments);
}

void diagnostics_warn(struct stance_diagnostics *list, const char *check, struct place place,
                      const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(list, check, place, NO_OFFSET, format, arguments);
    va_end(arguments);
}

void diagnostics_error_at(struct stance_diagnostics *list, size_t offset, const char *format, ...)
{
    va_list arguments;
    assert(offset != NO_OFFSET);
    va_start(arguments, format);
    add(list, NULL, (struct place){0}, offset, format, arguments);
    va_end(arguments);
}

void diagnostics_warn_at(struct stance_diagnostics *list, const char *check, size_t offset,
                         const char *format, ...)
{
    va_list arguments;
    assert(offset != NO_OFFSET);
    va_start(arguments, format);
    add(list, check, (struct place){0}, offset, format, arguments);
    va_end(arguments);
}

void diagnostics_hint(struct stance_diagnostics *list, const char *format, ...)
{
    va_list arguments;
    const char *hint;
    if (!list->hintable) return;
    va_start(arguments, format);
    hint = format_text(&list->arena, format, arguments);
    va_end(arguments);
    if (!hint) list->failed = true;
    list->items[list->count - 1].hint = hint;
}

void diagnostics_translate(struct stance_diagnostics *list,
                           size_t (*translate)(const void *context, size_t offset),
                           const void *context)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->offsets[i] != NO_OFFSET) list->offsets[i] = translate(context, list->offsets[i]);
}

void diagnostics_promote(struct stance_diagnostics *list, const char *check)
{
    for (size_t i = 0; i < list->count; i++) {
        stance_diagnostic *item = &list->items[i];
        if (item->severity != STANCE_WARNING || strcmp(item->check, check) != 0) continue;
        item->severity = STANCE_ERROR;
        item->check = "error";
        list->found[STANCE_WARNING]--;
        list->found[STANCE_ERROR]++;
    }
}

void diagnostics_forget_places(struct stance_diagnostics *list)
{
    for (size_t i = 0; i < list->count; i++)
        list->offsets[i] = NO_OFFSET;
    list->counting = list->hintable = false;
}

void diagnostics_absorb(struct stance_diagnostics *list, struct stance_diagnostics *other)
{
    if (list == other) return;
    if (other->count && reserve(list, other->count)) {
        memcpy(list->items + list->count, other->items, other->count * sizeof *other->items);
        memcpy(list->offsets + list->count, other->offsets, other->count * sizeof *other->offsets);
        list->count += other->count;
    } else if (other->count) {
        list->failed = true;
    }
    arena_absorb(&list->arena, &other->arena);
    list->found[STANCE_ERROR] += other->found[STANCE_ERROR];
    list->found[STANCE_WARNING] += other->found[STANCE_WARNING];
    list->failed = list->failed || other->failed;
    list->counting = list->hintable = false;
    diagnostics_clear(other);
}

/* Places */

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

static bool is_line_end(char byte)
{
    return byte == '\n' || byte == '\r';
}

/* Length of a byte order mark that the text starts with. */
static size_t mark_length(const char *text, size_t length)
{
    size_t mark = sizeof byte_order_mark - 1;
    return length >= mark && memcmp(text, byte_order_mark, mark) == 0 ? mark : 0;
}

void text_cursor_init(struct text_cursor *cursor, const char *text, size_t length)
{
    *cursor = (struct text_cursor){.text = text, .length = length, .line = 1, .column = 1};
}

/* The column is that of the character which the offset lies in: continuation bytes do not count. */
void text_cursor_move(struct text_cursor *cursor, size_t offset)
{
    const char *text = cursor->text;
    size_t mark = mark_length(text, cursor->length);
    assert(offset >= cursor->offset);
    if (offset > cursor->length) offset = cursor->length;
    for (size_t i = cursor->offset; i < offset;) {
        char passed = text[i++];
        if (passed == '\n' || (passed == '\r' && (i == cursor->length || text[i] != '\n'))) {
            cursor->line++;
            cursor->column = 1;
        } else if (i > mark && (i == cursor->length || !is_continuation(text[i]))) {
            cursor->column++;
        }
    }
    cursor->offset = offset;
}

/* One character back, not over a line end or `first`; false if that cannot be. */
static bool step_back(const char *text, size_t first, size_t *i)
{
    size_t j = *i, bytes = 1;
    if (j == first || is_line_end(text[j - 1])) return false;
    j--;
    while (bytes < CHARACTER_MOST && j > first && is_continuation(text[j]) &&
           !is_line_end(text[j - 1])) {
        j--;
        bytes++;
    }
    *i = j;
    return true;
}

static bool step_forward(const char *text, size_t length, size_t *i)
{
    size_t j = *i, bytes = 1;
    if (j == length || is_line_end(text[j])) return false;
    j++;
    while (bytes < CHARACTER_MOST && j < length && is_continuation(text[j])) {
        j++;
        bytes++;
    }
    *i = j;
    return true;
}

/* Where the character begins that the offset lies in; the LF of a CR LF belongs to the CR. */
static size_t character_start(const char *text, size_t length, size_t first, size_t offset)
{
    size_t i = offset;
    if (offset == length || offset == first) return offset;
    if (text[offset] == '\n' && text[offset - 1] == '\r') return offset - 1;
    if (!is_continuation(text[offset])) return offset;
    i++; /* one step back from behind this byte */
    step_back(text, first, &i);
    return i;
}

/* Steps away from `offset` that stay within its line, at most `most`; *i is where they lead. */
static size_t steps_before(const char *text, size_t first, size_t offset, size_t most, size_t *i)
{
    size_t steps = 0;
    *i = offset;
    while (steps < most && step_back(text, first, i))
        steps++;
    return steps;
}

static size_t steps_behind(const char *text, size_t length, size_t offset, size_t most, size_t *i)
{
    size_t steps = 0;
    *i = offset;
    while (steps < most && step_forward(text, length, i))
        steps++;
    return steps;
}

/* The line around an offset, or a window of it: what one side does not need is given to the other.
 * Never more than EXCERPT_MOST steps are looked at, as the line may be a file of 64 MiB. */
static void cut_excerpt(struct stance_diagnostics *list, stance_diagnostic *item, const char *text,
                        size_t length, size_t offset)
{
    size_t first = mark_length(text, length), start, end, before, behind;
    char *excerpt;
    if (offset < first) offset = first;
    if (offset > length) offset = length;
    offset = character_start(text, length, first, offset);
    before = steps_before(text, first, offset, EXCERPT_MOST, &start);
    behind = steps_behind(text, length, offset, EXCERPT_MOST, &end);
    if (before + behind > EXCERPT_MOST) {
        size_t kept = before < EXCERPT_BEFORE ? before : EXCERPT_BEFORE;
        behind = steps_behind(text, length, offset, EXCERPT_MOST - kept, &end);
        steps_before(text, first, offset, EXCERPT_MOST - behind, &start);
    }
    if (start == end) return; /* an empty line shows nothing */
    excerpt = arena_text(&list->arena, text + start, end - start);
    if (!excerpt) {
        list->failed = true;
        return;
    }
    for (size_t i = 0; i < end - start; i++) {
        if (excerpt[i] == '\0') excerpt[i] = ' '; /* it would end the text */
    }
    item->excerpt = excerpt;
    item->caret = utf8_count(text + start, offset - start) + 1;
}

/* The unlocated item with the lowest offset, the first of equals; list->count if there is none. */
static size_t next_unlocated(const struct stance_diagnostics *list)
{
    size_t best = list->count;
    for (size_t i = 0; i < list->count; i++) {
        if (list->offsets[i] == NO_OFFSET) continue;
        if (best == list->count || list->offsets[i] < list->offsets[best]) best = i;
    }
    return best;
}

/* By place within the file; what lies in other files goes behind, in the order it has. */
static bool is_before(const stance_diagnostic *a, const stance_diagnostic *b, const char *file)
{
    bool a_here = same_file(a->file, file), b_here = same_file(b->file, file);
    if (!a_here || !b_here) return a_here && !b_here;
    return a->line != b->line ? a->line < b->line : a->column < b->column;
}

/* By insertion, which is stable; one file's list is short. All offsets are NO_OFFSET by now. */
static void sort_by_place(struct stance_diagnostics *list, const char *file)
{
    for (size_t i = 1; i < list->count; i++) {
        stance_diagnostic item = list->items[i];
        size_t j = i;
        for (; j > 0 && is_before(&item, &list->items[j - 1], file); j--) {
            list->items[j] = list->items[j - 1];
        }
        list->items[j] = item;
    }
}

void diagnostics_locate(struct stance_diagnostics *list, const char *file, const char *text,
                        size_t length)
{
    struct text_cursor cursor;
    const char *copy = NULL;
    if (list->count == 0) return;
    copy = arena_string(&list->arena, file);
    if (file && !copy) list->failed = true;
    text_cursor_init(&cursor, text, length);
    for (size_t i = next_unlocated(list); i < list->count; i = next_unlocated(list)) {
        stance_diagnostic *item = &list->items[i];
        text_cursor_move(&cursor, list->offsets[i]);
        item->file = copy;
        item->line = cursor.line;
        item->column = cursor.column;
        cut_excerpt(list, item, text, length, cursor.offset);
        list->offsets[i] = NO_OFFSET;
    }
    sort_by_place(list, copy);
    list->counting = list->hintable = false;
}

void diagnostics_print_cell(size_t row, size_t column, struct str *out)
{
    char letters[16];
    size_t first = sizeof letters - 1;
    letters[first] = '\0';
    for (size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        letters[--first] = (char)('A' + (rest - 1) % 26);
    str_printf(out, "%s%zu", letters + first, row + 1);
}

static void give_cell(struct stance_diagnostics *list, stance_diagnostic *item, const char *sheet,
                      size_t row, size_t column)
{
    struct str cell = {0};
    str_printf(&cell, "%s!", sheet);
    diagnostics_print_cell(row, column, &cell);
    item->line = row + 1;
    item->column = column + 1;
    item->cell = cell.failed ? NULL : arena_string(&list->arena, str_get(&cell));
    if (!item->cell) list->failed = true;
    str_clear(&cell);
}

void diagnostics_locate_cells(struct stance_diagnostics *list, const char *file, const char *sheet,
                              size_t columns)
{
    const char *copy = arena_string(&list->arena, file);
    if (file && !copy) list->failed = true;
    for (size_t i = 0; i < list->count; i++) {
        stance_diagnostic *item = &list->items[i];
        size_t offset = list->offsets[i];
        if (offset == NO_OFFSET && item->file) continue;
        item->file = copy;
        if (offset != NO_OFFSET) give_cell(list, item, sheet, offset / columns, offset % columns);
        list->offsets[i] = NO_OFFSET;
    }
    sort_by_place(list, copy);
    list->counting = list->hintable = false;
}

/* Public functions */

stance_diagnostics *stance_diagnostics_new(void)
{
    return calloc(1, sizeof(struct stance_diagnostics));
}

size_t stance_diagnostics_count(const stance_diagnostics *list, stance_severity severity)
{
    return list->found[severity];
}

size_t stance_diagnostics_kept(const stance_diagnostics *list)
{
    return list->count;
}

const stance_diagnostic *stance_diagnostics_get(const stance_diagnostics *list, size_t index)
{
    assert(index < list->count);
    return &list->items[index];
}

void stance_diagnostics_free(stance_diagnostics *list)
{
    if (!list) return;
    diagnostics_clear(list);
    free(list);
}

void text_cursor_seek(struct text_cursor *cursor, size_t line, size_t column)
{
    if (cursor->line > line || (cursor->line == line && cursor->column > column))
        text_cursor_init(cursor, cursor->text, cursor->length);
    while (cursor->offset < cursor->length &&
           (cursor->line < line || (cursor->line == line && cursor->column < column)))
        text_cursor_move(cursor, cursor->offset + 1);
}
