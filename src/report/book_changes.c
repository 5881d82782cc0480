/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes: every entry on file that superseded another, the newest first. */
#include <math.h>
#include <stdlib.h>

#include "engine/measure.h"
#include "report/book.h"

struct step {
    size_t actor, issue; /* among the selected */
    const struct stance *from, *to;
};

struct steps {
    struct step *items; /* heap */
    size_t count, size;
    bool failed;
};

static void add_step(struct steps *steps, const struct step *step)
{
    if (steps->count == steps->size) {
        size_t size = steps->size ? steps->size * 2 : 64;
        struct step *items = realloc(steps->items, size * sizeof *items);
        if (!items) {
            steps->failed = true;
            return;
        }
        steps->items = items;
        steps->size = size;
    }
    steps->items[steps->count++] = *step;
}

static void add_steps(const struct book *book, struct steps *steps, size_t actor, size_t issue)
{
    size_t count;
    const struct stance *const *history =
        actor_history(book_actor(book, actor), book->snapshot->issues[issue], &count);
    struct step step = {.actor = actor, .issue = issue};
    for (size_t h = 0; h < count; h++) {
        if (!snapshot_has_entry(book->snapshot, history[h])) continue;
        step.from = step.to;
        step.to = history[h];
        if (step.from) add_step(steps, &step);
    }
}

static int newest_first(const void *a, const void *b)
{
    const struct step *x = a, *y = b;
    if (x->to->date != y->to->date) return x->to->date > y->to->date ? -1 : 1;
    if (x->actor != y->actor) return x->actor < y->actor ? -1 : 1;
    if (x->issue != y->issue) return x->issue < y->issue ? -1 : 1;
    return x->to > y->to ? -1 : x->to < y->to; /* of one history */
}

static void take_span(struct cell *cell, const struct scale *scale, const struct position *position)
{
    double low = scale->kind->normalise(scale, position->from);
    double high = scale->kind->normalise(scale, position->to);
    cell->centre = (low + high) / 2;
    cell->half = (high - low) / 2;
}

/* Contradicting claims of several choices each are alternatives, as they are to the matrix. */
static void take_sets(struct book *book, struct cell *cell, const struct stance *stance,
                      bool several)
{
    size_t count = several && stance->n_claims > 1 ? stance->n_claims : 1;
    const uint64_t **sets = arena_array(&book->arena, count, sizeof *sets);
    if (!sets) {
        book->failed = true;
        return;
    }
    cell->sets = sets;
    if (count == 1) sets[cell->n_sets++] = stance->position.choices;
    for (size_t c = 0; count > 1 && c < count; c++)
        if (position_is_declared(&stance->claims[c].position))
            sets[cell->n_sets++] = stance->claims[c].position.choices;
}

static struct cell cell_of(struct book *book, const struct stance *stance, size_t issue)
{
    struct cell cell = {.state = CELL_DECLARED};
    const struct scale *scale = &book_issue(book, issue)->scale;
    if (scale->kind->geometry == GEOMETRY_SPAN)
        take_span(&cell, scale, &stance->position);
    else
        take_sets(book, &cell, stance, scale->several);
    return cell;
}

/* How far the step went; NAN where one side is undeclared. */
static double length_of(struct book *book, const struct step *step)
{
    const struct position *from = &step->from->position, *to = &step->to->position;
    if (!position_is_declared(from) || !position_is_declared(to)) return NAN;
    const struct cell a = cell_of(book, step->from, step->issue);
    const struct cell b = cell_of(book, step->to, step->issue);
    if (book->failed) return NAN;
    return measure_city_block.distance(&book->findings->matrix.issues[step->issue], &a, &b).d;
}

static void put_position(struct book *book, lxw_worksheet *sheet, size_t row, size_t column,
                         const struct scale *scale, const struct position *position)
{
    struct str words = {0};
    scale_print_position(scale, position, &words);
    book_text(book, sheet, row, column, str_get(&words), book->formats.text);
    if (words.failed) book->failed = true;
    str_clear(&words);
}

static void put_step(struct book *book, lxw_worksheet *sheet, size_t row, const struct step *step)
{
    const struct stance *to = step->to;
    const struct scale *scale = &book_issue(book, step->issue)->scale;
    const struct claim *claim = to->n_claims == 1 ? &to->claims[0] : NULL;
    book_date(book, sheet, row, 0, to->date, book->formats.date);
    book_text(book, sheet, row, 1, book_actor(book, step->actor)->name, book->formats.text);
    book_text(book, sheet, row, 2, book_issue(book, step->issue)->name, book->formats.text);
    put_position(book, sheet, row, 3, scale, &step->from->position);
    put_position(book, sheet, row, 4, scale, &to->position);
    book_number(book, sheet, row, 5, length_of(book, step), book->formats.figure);
    book_text(book, sheet, row, 6, claim ? status_name(to->status) : "disputed",
              book->formats.text);
    book_text(book, sheet, row, 7, claim ? claim->source.outlet : NULL, book->formats.text);
    book_text(book, sheet, row, 8, claim ? claim->source.url : NULL, book->formats.text);
}

void book_changes(struct book *book, lxw_worksheet *sheet)
{
    static const char *const heads[] = {"date",       "actor",  "issue",  "from", "to",
                                        "difference", "status", "outlet", "url"};
    static const double widths[] = {11, 20, 24, 30, 30, 11, 10, 20, 40};
    struct steps steps = {0};
    book_heads(book, sheet, heads, widths, sizeof heads / sizeof *heads);
    for (size_t a = 0; a < book->n_actors; a++)
        for (size_t i = 0; i < book->n_issues; i++)
            add_steps(book, &steps, a, i);
    if (steps.count > 0) qsort(steps.items, steps.count, sizeof *steps.items, newest_first);
    for (size_t s = 0; s < steps.count && s + 1 < LXW_ROW_MAX && !book->failed; s++)
        put_step(book, sheet, s + 1, &steps.items[s]);
    if (steps.failed) book->failed = true;
    arena_clear(&book->arena);
    book_print_setup(book, sheet, 1);
    book_protect(sheet);
    free(steps.items);
}
