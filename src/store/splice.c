/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where new items go: right behind the closing brace of the item that they follow. The old text is
 * copied in pieces, and nothing of it is printed anew. */
#include "store/splice.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "store/json.h"
#include "store/layout.h"

/* The text at hand. */
struct splice {
    const char *text;
    size_t length;
    struct json_marks marks;
    const struct json_mark *list;   /* NULL: the object has no such member */
    const struct json_mark **items; /* heap; of the list */
    size_t n_items;
    const struct json_mark *neighbour; /* the item that `layout` is of; NULL: none yet */
    struct layout layout;
    size_t copied;          /* of the text so far */
    size_t noted;           /* of what is out so far: the rest of it is new */
    size_t counted, column; /* so much of what is out was counted, up to this column */
    struct spliced *result;
    struct str *out; /* its text */
};

/* The name of a member, which may be written with escapes. */
static bool has_name(const char *text, const struct json_mark *mark, const char *name)
{
    const char *begin = text + mark->key + 1;
    size_t length = layout_quoted_length(text + mark->key) - 2;
    if (!memchr(begin, '\\', length))
        return length == strlen(name) && memcmp(begin, name, length) == 0;
    cJSON *decoded = cJSON_ParseWithLength(begin - 1, length + 2);
    bool is_same = decoded && strcmp(cJSON_GetStringValue(decoded), name) == 0;
    cJSON_Delete(decoded);
    return is_same;
}

const struct json_mark *splice_find_list(const char *text, const struct json_marks *marks,
                                         const char *member)
{
    const struct json_mark *root = marks->items, *end = root + root->span;
    if (text[root->begin] != '{') return NULL;
    for (const struct json_mark *mark = root + 1; mark < end; mark += mark->span)
        if (has_name(text, mark, member)) return mark;
    return NULL;
}

static bool find_list(struct splice *splice, const char *member)
{
    splice->list = splice_find_list(splice->text, &splice->marks, member);
    if (splice->text[splice->marks.items->begin] != '{') return false;
    return !splice->list || splice->text[splice->list->begin] == '[';
}

static bool find_items(struct splice *splice)
{
    const struct json_mark *list = splice->list, *end = list + list->span;
    splice->items = calloc((size_t)list->span + 1, sizeof *splice->items);
    if (!splice->items) return false;
    for (const struct json_mark *item = list + 1; item < end; item += item->span)
        splice->items[splice->n_items++] = item;
    return true;
}

/* ---- pieces */

/* What was put out since the last copy is new. */
static void note_inserted(struct splice *splice)
{
    struct spliced *result = splice->result;
    if (splice->out->length == splice->noted || splice->out->failed) return;
    if (result->n_pieces == result->size) {
        size_t size = result->size ? result->size * 2 : 8;
        struct inserted *pieces = realloc(result->pieces, size * sizeof *pieces);
        if (!pieces) {
            splice->out->failed = true;
            return;
        }
        result->pieces = pieces;
        result->size = size;
    }
    result->pieces[result->n_pieces++] =
        (struct inserted){.offset = splice->noted, .length = splice->out->length - splice->noted};
}

static void copy_to(struct splice *splice, size_t offset)
{
    if (offset == splice->copied) return;
    note_inserted(splice);
    str_append_bytes(splice->out, splice->text + splice->copied, offset - splice->copied);
    splice->copied = offset;
    splice->noted = splice->out->length;
}

/* What parts an item from the one before it; the first is asked about the second, if there is one,
 * as the bracket stands closer in one-line files. */
static struct slice gap_of(const struct splice *splice, size_t item)
{
    const struct json_mark *asked = splice->items[item == 0 && splice->n_items > 1 ? 1 : item];
    assert(asked);
    return layout_white_before(splice->text, asked->begin);
}

/* Columns of what stands on the newest line so far. Counted on from where it was asked last: the
 * line may be the whole file. */
static size_t column_now(struct splice *splice)
{
    const struct str *out = splice->out;
    if (out->failed) return 0;
    struct slice fresh = {str_get(out) + splice->counted, out->length - splice->counted};
    struct slice line = layout_last_line(fresh);
    if (line.length < fresh.length) splice->column = 0;
    splice->column += utf8_count(line.bytes, line.length);
    splice->counted = out->length;
    return splice->column;
}

static const struct layout *look_at_neighbour(struct splice *splice, const struct json_mark *item)
{
    if (splice->neighbour != item) layout_of(splice->text, item, &splice->layout);
    splice->neighbour = item;
    return &splice->layout;
}

static void insert_behind(struct splice *splice, size_t item, const struct insertion *insertion)
{
    struct slice gap = gap_of(splice, item);
    const struct layout *layout = look_at_neighbour(splice, splice->items[item]);
    copy_to(splice, splice->items[item]->end);
    str_append_char(splice->out, ',');
    if (gap.length > 0)
        str_append_bytes(splice->out, gap.bytes, gap.length);
    else if (layout->comma.length > 1)
        str_append(splice->out, " ");
    size_t column = layout->is_wrapped ? column_now(splice) : 0;
    layout_print(layout, insertion->text, column, splice->out);
}

/* ---- lists that hold nothing yet */

/* The line break of a file; of one without, that of most. */
static const char *line_break(const struct splice *splice)
{
    const char *feed = memchr(splice->text, '\n', splice->length);
    if (!feed) return memchr(splice->text, '\r', splice->length) ? "\r" : "\n";
    return feed > splice->text && feed[-1] == '\r' ? "\r\n" : "\n";
}

/* Items into an empty list, or the whole list: set in one step deeper than its name, whose
 * indentation is a step; on one line where the file is on one. */
static void fill_list(struct splice *splice, struct slice gap, const struct insertion *insertions,
                      size_t count, bool closes)
{
    struct str entry_gap = {0}, wrap_gap = {0};
    bool is_broken = layout_has_break(gap);
    struct slice step = layout_last_line(gap);
    str_append_bytes(&entry_gap, gap.bytes, is_broken ? gap.length : 0);
    str_append_bytes(&entry_gap, step.bytes, is_broken ? step.length : 0);
    str_append(&wrap_gap, str_get(&entry_gap));
    str_append_char(&wrap_gap, ' ');
    const struct layout layout = {
        .colon = {": ", 2},
        .comma = {", ", 2},
        .pad = {"", 0},
        .is_wrapped = is_broken,
        .wrap_gap = {str_get(&wrap_gap), wrap_gap.length},
        .width_columns = 100,
    };
    for (size_t n = 0; n < count; n++) {
        str_append(splice->out, n == 0 ? "" : is_broken ? "," : ", ");
        str_append(splice->out, str_get(&entry_gap));
        layout_print(&layout, insertions[n].text, is_broken ? column_now(splice) : 0, splice->out);
    }
    if (closes && is_broken) str_append_bytes(splice->out, gap.bytes, gap.length);
    if (entry_gap.failed || wrap_gap.failed) splice->out->failed = true;
    str_clear(&entry_gap);
    str_clear(&wrap_gap);
}

static void open_list(struct splice *splice, const struct insertion *insertions, size_t count)
{
    const struct json_mark *list = splice->list;
    struct slice inside = layout_white_before(splice->text, list->end - 1);
    copy_to(splice, list->begin + 1);
    fill_list(splice, layout_white_before(splice->text, list->key), insertions, count,
              !layout_has_break(inside));
}

static void add_list(struct splice *splice, const char *member, const struct insertion *insertions,
                     size_t count)
{
    const struct json_mark *root = splice->marks.items, *last = NULL;
    struct str made = {0};
    for (const struct json_mark *mark = root + 1; mark < root + root->span; mark += mark->span)
        last = mark;
    str_printf(&made, "%s  ", line_break(splice));
    struct slice gap = last ? layout_white_before(splice->text, last->key)
                            : (struct slice){str_get(&made), made.length};
    copy_to(splice, last ? last->end : root->begin + 1);
    str_append(splice->out, last ? "," : "");
    if (last && gap.length == 0) str_append_char(splice->out, ' ');
    str_append_bytes(splice->out, gap.bytes, gap.length);
    str_printf(splice->out, "\"%s\": [", member);
    fill_list(splice, gap, insertions, count, true);
    str_append_char(splice->out, ']');
    if (!last && !layout_has_break(layout_white_before(splice->text, root->end - 1)))
        str_append(splice->out, line_break(splice));
    if (made.failed) splice->out->failed = true;
    str_clear(&made);
}

static void splice_all(struct splice *splice, const char *member,
                       const struct insertion *insertions, size_t count)
{
    if (!splice->items) {
        add_list(splice, member, insertions, count);
    } else if (splice->n_items == 0) {
        open_list(splice, insertions, count);
    } else {
        for (size_t n = 0; n < count; n++) {
            size_t behind = insertions[n].behind;
            if (behind >= splice->n_items) behind = splice->n_items - 1;
            insert_behind(splice, behind, &insertions[n]);
        }
    }
    copy_to(splice, splice->length); /* at least the last brace is still to come */
}

void spliced_clear(struct spliced *spliced)
{
    str_clear(&spliced->text);
    free(spliced->pieces);
    *spliced = (struct spliced){0};
}

stance_result splice_list(const char *text, size_t length, const char *member,
                          const struct insertion *insertions, size_t count, struct spliced *out)
{
    struct stance_diagnostics list;
    struct splice splice = {.text = text, .length = length, .result = out, .out = &out->text};
    diagnostics_init(&list);
    stance_result result = json_scan(text, length, &splice.marks, &list);
    diagnostics_clear(&list);
    if (result == STANCE_OK && !find_list(&splice, member)) result = STANCE_REFUSED;
    if (result == STANCE_OK && splice.list && !find_items(&splice)) result = STANCE_NO_MEMORY;
    if (result == STANCE_OK) splice_all(&splice, member, insertions, count);
    if (out->text.failed) result = STANCE_NO_MEMORY;
    free(splice.items);
    json_marks_clear(&splice.marks);
    return result;
}
