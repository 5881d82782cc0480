/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheets that are lists: Issues, Scales, Sources. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/utf8.h"
#include "report/book.h"

/* ---- Issues: their weights are the one thing to play with besides positions */

static double height_of(const char *question)
{
    enum { CHARACTERS = 54, LINE = 14, LINES_MOST = 20 };
    size_t length = question ? utf8_count(question, strlen(question)) : 0;
    size_t lines = 1 + length / CHARACTERS;
    return (double)((lines < LINES_MOST ? lines : LINES_MOST) * LINE);
}

static void put_issue(struct book *book, size_t issue)
{
    const struct issue *what = book_issue(book, issue);
    const struct scale *scale = &what->scale;
    lxw_worksheet *sheet = book->issues;
    size_t row = issue + 1;
    struct str status_quo = {0};
    bool is_number = scale->n_choices == 0;
    /* Not all programs fit a row to what is wrapped in it. */
    book_check(book, worksheet_set_row(sheet, (lxw_row_t)row, height_of(what->question), NULL));
    book_text(book, sheet, row, 0, what->id, book->formats.text);
    book_text(book, sheet, row, 1, what->name, book->formats.text);
    book_text(book, sheet, row, 2, what->question, book->formats.wrapped);
    book_text(book, sheet, row, 3, what->topic, book->formats.text);
    book_text(book, sheet, row, 4, scale->several ? "nominal, several" : scale->kind->name,
              book->formats.text);
    book_number(book, sheet, row, 5, is_number ? scale->min : NAN, book->formats.number);
    book_number(book, sheet, row, 6, is_number ? scale->max : NAN, book->formats.number);
    book_text(book, sheet, row, 7, scale->unit, book->formats.text);
    book_number(book, sheet, row, ISSUES_WEIGHT, what->weight, book->formats.input_weight);
    if (what->has_status_quo) scale_print_word(scale, &what->status_quo, WORDS_LABELS, &status_quo);
    book_text(book, sheet, row, 9, str_get(&status_quo), book->formats.text);
    if (status_quo.failed) book->failed = true;
    str_clear(&status_quo);
}

void book_issues(struct book *book)
{
    static const char *const heads[] = {"issue", "name", "question", "topic",  "scale",
                                        "least", "most", "unit",     "weight", "status quo"};
    static const double widths[] = {20, 26, 50, 14, 16, 9, 9, 12, 9, 24};
    book_heads(book, book->issues, heads, widths, sizeof heads / sizeof *heads);
    for (size_t i = 0; i < book->n_issues; i++)
        put_issue(book, i);
    book_print_setup(book, book->issues, 1);
    book_protect(book->issues);
}

/* ---- Scales: what can be chosen, and where it lies */

static size_t put_scale(struct book *book, size_t issue, size_t row)
{
    const struct scale *scale = &book_issue(book, issue)->scale;
    bool is_ordered = scale->kind->geometry == GEOMETRY_SPAN;
    book->scale_rows[issue] = row;
    for (size_t c = 0; c < scale->n_choices; c++, row++) {
        book_text(book, book->scales, row, 0, book_issue(book, issue)->id, book->formats.text);
        book_text(book, book->scales, row, 1, scale->choices[c].id, book->formats.text);
        book_text(book, book->scales, row, 2, scale->choices[c].label, book->formats.text);
        book_number(book, book->scales, row, 3,
                    is_ordered ? scale->kind->normalise(scale, (double)c) : NAN,
                    book->formats.number);
    }
    book_text(book, book->scales, row, 0, book_issue(book, issue)->id, book->formats.text);
    book_text(book, book->scales, row, 1, "undeclared", book->formats.text);
    book_text(book, book->scales, row, 2, "undeclared", book->formats.text);
    return row + 1;
}

void book_scales(struct book *book)
{
    static const char *const heads[] = {"issue", "id", "label", "value"};
    static const double widths[] = {22, 26, 46, 10};
    size_t row = 1;
    book_heads(book, book->scales, heads, widths, sizeof heads / sizeof *heads);
    for (size_t i = 0; i < book->n_issues; i++)
        row = put_scale(book, i, row);
    book_print_setup(book, book->scales, 1);
    book_protect(book->scales);
}

/* ---- Sources: of the entries in force, most used first */

struct cited {
    const struct source *source;
    date_day first, last;
    size_t count, order;
};

struct cited_list {
    struct map numbers;
    struct arena keys;
    struct cited *items; /* heap */
    size_t count, size;
    bool failed;
};

static struct cited *add_cited(struct cited_list *list, const char *key,
                               const struct source *source)
{
    if (list->count == list->size) {
        size_t size = list->size ? list->size * 2 : 64;
        struct cited *items = realloc(list->items, size * sizeof *items);
        if (!items) return NULL;
        list->items = items;
        list->size = size;
    }
    const char *kept = arena_string(&list->keys, key);
    if (!kept || !map_put(&list->numbers, kept, list->count)) return NULL;
    list->items[list->count] = (struct cited){
        .source = source, .first = INT32_MAX, .last = DATE_NONE, .order = list->count};
    return &list->items[list->count++];
}

static void cite(struct cited_list *list, const struct source *source, date_day day)
{
    struct str key = {0};
    if (!source->outlet && !source->url) return;
    str_printf(&key, "%s\n%s", source->outlet ? source->outlet : "",
               source->url ? source->url : "");
    size_t number = map_find(&list->numbers, str_get(&key));
    struct cited *cited =
        number == MAP_NONE ? add_cited(list, str_get(&key), source) : &list->items[number];
    if (key.failed || !cited) {
        list->failed = true;
    } else {
        if (day < cited->first) cited->first = day;
        if (day > cited->last) cited->last = day;
        cited->count++;
    }
    str_clear(&key);
}

static int by_count(const void *a, const void *b)
{
    const struct cited *x = a, *y = b;
    if (x->count != y->count) return x->count > y->count ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static void cite_all(const struct book *book, struct cited_list *list)
{
    for (size_t a = 0; a < book->n_actors; a++)
        for (size_t i = 0; i < book->n_issues && !list->failed; i++) {
            const struct standing *standing = findings_standing(book->findings, a, i);
            for (size_t c = 0; standing_is_known(standing) && c < standing->n_claims; c++)
                cite(list, &standing->claims[c].source, standing->stance->date);
        }
}

void book_sources(struct book *book, lxw_worksheet *sheet)
{
    static const char *const heads[] = {"outlet", "url", "first date", "last date", "stances"};
    static const double widths[] = {30, 60, 12, 12, 9};
    struct cited_list list = {0};
    book_heads(book, sheet, heads, widths, sizeof heads / sizeof *heads);
    cite_all(book, &list);
    if (list.count > 0) qsort(list.items, list.count, sizeof *list.items, by_count);
    for (size_t s = 0; s < list.count; s++) {
        const struct cited *cited = &list.items[s];
        book_text(book, sheet, s + 1, 0, cited->source->outlet, book->formats.text);
        book_text(book, sheet, s + 1, 1, cited->source->url, book->formats.text);
        book_date(book, sheet, s + 1, 2, cited->first, book->formats.date);
        book_date(book, sheet, s + 1, 3, cited->last, book->formats.date);
        book_number(book, sheet, s + 1, 4, (double)cited->count, book->formats.number);
    }
    if (list.failed) book->failed = true;
    book_print_setup(book, sheet, 1);
    book_protect(sheet);
    map_clear(&list.numbers);
    arena_clear(&list.keys);
    free(list.items);
}
