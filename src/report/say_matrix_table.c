/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of a matrix: wide ones have a row an actor (of divergence, an issue), long ones a row
 * a cell. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/say_matrix.h"

static const struct stance_snapshot *snapshot_of(const struct matrix_speaker *matrix)
{
    return matrix->speaker.findings->snapshot;
}

/* ---- wide: a head for each actor or issue */

static const char *name_of(const struct matrix_speaker *matrix, size_t index, bool of_actors)
{
    const struct stance_findings *findings = matrix->speaker.findings;
    bool names = matrix->style == WORDS_LABELS;
    if (of_actors)
        return names ? findings_actor(findings, index)->name : findings_actor(findings, index)->id;
    return names ? findings_issue(findings, index)->name : findings_issue(findings, index)->id;
}

static void open_wide(struct matrix_speaker *matrix, size_t n_columns, bool of_actors)
{
    struct column *columns = calloc(n_columns + 1, sizeof *columns);
    if (!columns) {
        matrix->speaker.document->failed = true;
        return;
    }
    columns[0] = (struct column){"actor", ALIGN_LEFT, false};
    for (size_t c = 0; c < n_columns; c++)
        columns[c + 1] = (struct column){name_of(matrix, c, of_actors),
                                         matrix->kind->of_pair ? ALIGN_RIGHT : ALIGN_LEFT, false};
    document_table(matrix->speaker.document, columns, n_columns + 1, "");
    free(columns);
}

static void say_wide_standings(struct matrix_speaker *matrix)
{
    const struct stance_snapshot *snapshot = snapshot_of(matrix);
    open_wide(matrix, snapshot->n_issues, false);
    for (size_t a = 0; a < snapshot->n_actors; a++) {
        document_row(matrix->speaker.document, false);
        matrix_say_actor(matrix, a);
        for (size_t i = 0; i < snapshot->n_issues; i++)
            matrix_say_standing(matrix, a, i);
    }
}

static void say_wide_pairs(struct matrix_speaker *matrix)
{
    const struct stance_snapshot *snapshot = snapshot_of(matrix);
    open_wide(matrix, snapshot->n_actors, true);
    for (size_t a = 0; a < snapshot->n_actors; a++) {
        document_row(matrix->speaker.document, false);
        matrix_say_actor(matrix, a);
        for (size_t b = 0; b < snapshot->n_actors; b++)
            matrix_say_pair(matrix, a, b);
    }
}

/* ---- long */

static void open_long(struct matrix_speaker *matrix, const char *first, const char *second,
                      const char *third)
{
    const struct column columns[] = {
        {first, ALIGN_LEFT, false}, {second, ALIGN_LEFT, false}, {third, ALIGN_LEFT, false}};
    document_table(matrix->speaker.document, columns, sizeof columns / sizeof *columns, "");
}

static void say_long_standings(struct matrix_speaker *matrix)
{
    const struct stance_snapshot *snapshot = snapshot_of(matrix);
    open_long(matrix, "actor", "issue", matrix->kind->name);
    for (size_t a = 0; a < snapshot->n_actors; a++)
        for (size_t i = 0; i < snapshot->n_issues; i++) {
            document_row(matrix->speaker.document, false);
            matrix_say_actor(matrix, a);
            matrix_say_issue(matrix, i);
            matrix_say_standing(matrix, a, i);
        }
}

static void say_long_pairs(struct matrix_speaker *matrix)
{
    const struct stance_snapshot *snapshot = snapshot_of(matrix);
    open_long(matrix, "a", "b", matrix->kind->name);
    for (size_t a = 0; a < snapshot->n_actors; a++)
        for (size_t b = a + 1; b < snapshot->n_actors; b++) {
            document_row(matrix->speaker.document, false);
            matrix_say_actor(matrix, a);
            matrix_say_actor(matrix, b);
            matrix_say_pair(matrix, a, b);
        }
}

void say_standing_table(struct matrix_speaker *matrix, bool is_long)
{
    if (is_long)
        say_long_standings(matrix);
    else
        say_wide_standings(matrix);
}

void say_pair_table(struct matrix_speaker *matrix, bool is_long)
{
    if (is_long)
        say_long_pairs(matrix);
    else
        say_wide_pairs(matrix);
}

/* ---- positions with all that is on record of them */

static const char *const position_columns[] = {
    "actor",      "issue",  "value",   "from",   "to",  "date",  "entered", "until", "salience",
    "confidence", "status", "speaker", "outlet", "url", "quote", "accepts", "note",  "claims"};
enum { N_POSITION_COLUMNS = sizeof position_columns / sizeof *position_columns };

static void say_field(struct matrix_speaker *matrix, const struct long_row *row, size_t field,
                      bool value_is_number)
{
    bool is_number = field == STANCE_FIELD_SALIENCE || field == STANCE_FIELD_CONFIDENCE ||
                     (field == STANCE_FIELD_VALUE && value_is_number);
    if (is_number)
        matrix_say_word_or_number(matrix, row->words[field]);
    else
        matrix_say_word(matrix, row->words[field]);
}

static void say_long_row(struct matrix_speaker *matrix, size_t actor, size_t issue,
                         struct arena *scratch)
{
    const struct stance_snapshot *snapshot = snapshot_of(matrix);
    const struct scale *scale = &findings_issue(matrix->speaker.findings, issue)->scale;
    bool is_number = scale->kind->geometry == GEOMETRY_SPAN &&
                     (scale->n_choices == 0 || matrix->style == WORDS_NUMBERS);
    struct long_row row;
    if (!long_row_make(snapshot->model, snapshot->actors[actor], snapshot->issues[issue],
                       findings_standing(matrix->speaker.findings, actor, issue), matrix->style,
                       scratch, &row))
        matrix->speaker.document->failed = true;
    document_row(matrix->speaker.document, false);
    matrix_say_actor(matrix, actor);
    matrix_say_issue(matrix, issue);
    for (size_t f = STANCE_FIELD_VALUE; f < STANCE_FIELD_COUNT; f++) {
        say_field(matrix, &row, f, is_number);
        if (f != STANCE_FIELD_VALUE) continue;
        if (is_number) {
            matrix_say_word_or_number(matrix, row.from);
            matrix_say_word_or_number(matrix, row.to);
        } else {
            matrix_say_word(matrix, row.from);
            matrix_say_word(matrix, row.to);
        }
    }
    matrix_say_word(matrix, row.claims);
}

/* A table of normalised numbers holds no values that could be taken back. */
static const char *head_of(const struct matrix_speaker *matrix, size_t column)
{
    bool is_value = strcmp(position_columns[column], "value") == 0;
    return is_value && matrix->style == WORDS_NUMBERS ? "normalised" : position_columns[column];
}

void say_long_positions(struct matrix_speaker *matrix)
{
    const struct stance_snapshot *snapshot = snapshot_of(matrix);
    struct column columns[N_POSITION_COLUMNS];
    struct arena scratch = {0};
    for (size_t c = 0; c < N_POSITION_COLUMNS; c++)
        columns[c] = (struct column){head_of(matrix, c), ALIGN_LEFT, c + 6 > N_POSITION_COLUMNS};
    document_table(matrix->speaker.document, columns, N_POSITION_COLUMNS, "");
    for (size_t a = 0; a < snapshot->n_actors; a++)
        for (size_t i = 0; i < snapshot->n_issues; i++) {
            say_long_row(matrix, a, i, &scratch);
            arena_clear(&scratch);
        }
}

/* ---- divergence */

/* Named as in report --format json. */
static const char *const figure_names[] = {"weight",         "declared",       "undeclared",
                                           "divergence",     "divergence_low", "divergence_high",
                                           "divergence_max", "share"};
enum { N_FIGURES = sizeof figure_names / sizeof *figure_names };

static void take_figures(const stance_issue_figures *issue, double figures[N_FIGURES])
{
    const double all[N_FIGURES] = {issue->weight,
                                   (double)issue->declared,
                                   (double)issue->undeclared,
                                   issue->divergence,
                                   issue->divergence_low,
                                   issue->divergence_high,
                                   issue->divergence_max,
                                   issue->share};
    memcpy(figures, all, sizeof all);
}

static void say_figure(struct matrix_speaker *matrix, const double figures[N_FIGURES], size_t f)
{
    document_cell_number(matrix->speaker.document, figures[f], f > 0 && f < 3 ? 0 : 2);
}

static void say_wide_divergence(struct matrix_speaker *matrix)
{
    struct column columns[N_FIGURES + 1] = {{"issue", ALIGN_LEFT, false}};
    double figures[N_FIGURES];
    for (size_t f = 0; f < N_FIGURES; f++)
        columns[f + 1] = (struct column){figure_names[f], ALIGN_RIGHT, false};
    document_table(matrix->speaker.document, columns, N_FIGURES + 1, "");
    for (size_t i = 0; i < snapshot_of(matrix)->n_issues; i++) {
        take_figures(stance_findings_issue(matrix->speaker.findings, i), figures);
        document_row(matrix->speaker.document, false);
        matrix_say_issue(matrix, i);
        for (size_t f = 0; f < N_FIGURES; f++)
            say_figure(matrix, figures, f);
    }
}

static void say_long_divergence(struct matrix_speaker *matrix)
{
    double figures[N_FIGURES];
    open_long(matrix, "issue", "figure", "value");
    for (size_t i = 0; i < snapshot_of(matrix)->n_issues; i++) {
        take_figures(stance_findings_issue(matrix->speaker.findings, i), figures);
        for (size_t f = 0; f < N_FIGURES; f++) {
            document_row(matrix->speaker.document, false);
            matrix_say_issue(matrix, i);
            matrix_say_word(matrix, figure_names[f]);
            say_figure(matrix, figures, f);
        }
    }
}

void say_divergence_table(struct matrix_speaker *matrix, bool is_long)
{
    if (is_long)
        say_long_divergence(matrix);
    else
        say_wide_divergence(matrix);
}
