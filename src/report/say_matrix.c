/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A matrix is one table of typed cells, wide or long; what it holds is a row of the table of kinds.
 * Formats for machines write the table alone. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "model/words.h"
#include "report/say_matrix.h"

/* ---- figures */

static double agreement_of(const stance_pair *pair)
{
    return pair->agreement;
}

static double low_of(const stance_pair *pair)
{
    return pair->low;
}

static double high_of(const stance_pair *pair)
{
    return pair->high;
}

static double distance_of(const stance_pair *pair)
{
    return 1 - pair->agreement;
}

static double coverage_of(const stance_pair *pair)
{
    return pair->coverage;
}

static void say_salience(struct matrix_speaker *matrix, const struct standing *standing)
{
    document_cell_number(matrix->speaker.document, standing->salience, 2);
}

static void say_confidence(struct matrix_speaker *matrix, const struct standing *standing)
{
    document_cell_number(matrix->speaker.document, standing_confidence(standing), 2);
}

static void say_date_of(struct matrix_speaker *matrix, const struct standing *standing)
{
    struct str day = {0};
    date_print(standing->stance->date, &day);
    matrix_say_word(matrix, str_get(&day));
    if (day.failed) matrix->speaker.document->failed = true;
    str_clear(&day);
}

/* ---- kinds */

#define UNKNOWN "An empty cell is unknown: nothing is on record."
#define NO_PAIR "An empty cell is undefined: the two cannot be compared."

static const struct matrix_kind kinds[] = {
    {.name = "positions",
     .summary = "what each actor wants on each issue",
     .explanation = "What each actor wants on each issue; undeclared is on record as taking no "
                    "position. " UNKNOWN},
    {.name = "agreement",
     .summary = "1 for the same positions, 0 for opposite ends",
     .explanation = "Agreement of every two actors: 1 for the same positions, 0 for opposite "
                    "ends. " NO_PAIR,
     .of_pair = agreement_of,
     .of_self = 1},
    {.name = "low",
     .summary = "the least that agreement could be, if every range hides a point",
     .explanation = "The least that the agreement of two actors could be, if every range and set "
                    "hides one of its points. " NO_PAIR,
     .of_pair = low_of,
     .of_self = 1},
    {.name = "high",
     .summary = "the most that it could be",
     .explanation = "The most that the agreement of two actors could be, if every range and set "
                    "hides one of its points. " NO_PAIR,
     .of_pair = high_of,
     .of_self = 1},
    {.name = "distance",
     .summary = "1 less agreement, as programs for clusters and maps want it",
     .explanation = "Distance of every two actors: 1 less their agreement. " NO_PAIR,
     .of_pair = distance_of,
     .of_self = 0},
    {.name = "coverage",
     .summary = "the share of issue weight on which two can be compared",
     .explanation = "The share of issue weight on which both actors have declared themselves; in "
                    "the diagonal, on which the one has.",
     .of_pair = coverage_of,
     .of_self = NAN},
    {.name = "salience",
     .summary = "how much each actor cares about each issue",
     .explanation = "How much each actor cares about each issue, 0 to 1. " UNKNOWN,
     .of_standing = say_salience},
    {.name = "confidence",
     .summary = "how sure each entry is",
     .explanation = "How sure the entry in force is, 0 to 1. " UNKNOWN,
     .of_standing = say_confidence},
    {.name = "divergence",
     .summary = "how far the actors lie apart on each issue",
     .explanation = "How far the actors lie apart on each issue, from 0 to the most that these "
                    "actors could reach. An empty cell is undefined."},
    {.name = "dates",
     .summary = "since when each position holds",
     .explanation = "The date of the entry in force. " UNKNOWN,
     .of_standing = say_date_of},
};
enum { N_KINDS = sizeof kinds / sizeof *kinds };

const char *stance_matrix_name(size_t index)
{
    return index < N_KINDS ? kinds[index].name : NULL;
}

const char *stance_matrix_summary(size_t index)
{
    return index < N_KINDS ? kinds[index].summary : NULL;
}

/* ---- cells */

void matrix_say_word(struct matrix_speaker *matrix, const char *word)
{
    struct stance_document *document = matrix->speaker.document;
    if (!word || *word == '\0') {
        document_cell_blank(document);
        return;
    }
    document_cell_text(document);
    document_say_text(document, SPAN_TEXT, word);
}

void matrix_say_word_or_number(struct matrix_speaker *matrix, const char *word)
{
    double number;
    if (word && number_parse(word, strlen(word), &number) && isfinite(number))
        document_cell_number(matrix->speaker.document, number, number == floor(number) ? 0 : 2);
    else
        matrix_say_word(matrix, word);
}

void matrix_say_actor(struct matrix_speaker *matrix, size_t actor)
{
    const struct actor *who = findings_actor(matrix->speaker.findings, actor);
    matrix_say_word(matrix, matrix->style == WORDS_LABELS ? who->name : who->id);
}

void matrix_say_issue(struct matrix_speaker *matrix, size_t issue)
{
    const struct issue *what = findings_issue(matrix->speaker.findings, issue);
    matrix_say_word(matrix, matrix->style == WORDS_LABELS ? what->name : what->id);
}

void matrix_say_standing(struct matrix_speaker *matrix, size_t actor, size_t issue)
{
    const struct stance_findings *findings = matrix->speaker.findings;
    const struct standing *standing = findings_standing(findings, actor, issue);
    struct str word = {0};
    if (!standing_is_known(standing)) {
        document_cell_blank(matrix->speaker.document);
        return;
    }
    if (matrix->kind->of_standing) {
        matrix->kind->of_standing(matrix, standing);
        return;
    }
    const struct scale *scale = &findings_issue(findings, issue)->scale;
    scale_print_word(scale, &standing->position, matrix->style, &word);
    /* A level may be called "2025": only numbers of the scale are numbers. */
    if (scale->n_choices == 0 || matrix->style == WORDS_NUMBERS)
        matrix_say_word_or_number(matrix, str_get(&word));
    else
        matrix_say_word(matrix, str_get(&word));
    if (word.failed) matrix->speaker.document->failed = true;
    str_clear(&word);
}

void matrix_say_pair(struct matrix_speaker *matrix, size_t a, size_t b)
{
    const struct stance_findings *findings = matrix->speaker.findings;
    double figure;
    if (a != b)
        figure = matrix->kind->of_pair(stance_findings_pair(findings, a, b));
    else if (isnan(matrix->kind->of_self))
        figure = findings_own_coverage(findings, a);
    else /* whoever can be compared with nobody cannot be with itself either */
        figure = matrix_can_compare(&findings->matrix, a) ? matrix->kind->of_self : NAN;
    document_cell_number(matrix->speaker.document, figure, 2);
}

/* ---- the whole */

static bool find_style(const char *word, enum word_style *out)
{
    static const char *const styles[] = {
        [WORDS_IDS] = "ids", [WORDS_LABELS] = "labels", [WORDS_NUMBERS] = "numbers"};
    *out = WORDS_IDS;
    if (!word) return true;
    for (size_t s = 0; s < sizeof styles / sizeof *styles; s++)
        if (strcmp(word, styles[s]) == 0) {
            *out = (enum word_style)s;
            return true;
        }
    return false;
}

static const struct matrix_kind *find_kind(const char *name)
{
    for (size_t k = 0; name && k < N_KINDS; k++)
        if (strcmp(kinds[k].name, name) == 0) return &kinds[k];
    return NULL;
}

static void say_table(struct matrix_speaker *matrix, bool is_long)
{
    const struct matrix_kind *kind = matrix->kind;
    if (strcmp(kind->name, "divergence") == 0)
        say_divergence_table(matrix, is_long);
    else if (kind->of_pair)
        say_pair_table(matrix, is_long);
    else if (is_long && !kind->of_standing)
        say_long_positions(matrix);
    else
        say_standing_table(matrix, is_long);
}

stance_result stance_say_matrix(const stance_findings *findings,
                                const stance_matrix_options *options, stance_document **out)
{
    struct matrix_speaker matrix = {.kind = find_kind(options->kind)};
    const struct stance_snapshot *snapshot = findings->snapshot;
    const char *layout = options->layout ? options->layout : "wide";
    bool is_long = strcmp(layout, "long") == 0;
    *out = NULL;
    if (!matrix.kind || (!is_long && strcmp(layout, "wide") != 0) ||
        !find_style(options->labels, &matrix.style))
        return STANCE_REFUSED;
    if (!speaker_init(&matrix.speaker, STANCE_MATRIX, SUBJECT_MATRIX, findings))
        return STANCE_NO_MEMORY;
    matrix.speaker.document->matrix = matrix.kind->name;
    matrix.speaker.document->has_shares = matrix.kind->of_pair != NULL;
    say_title(&matrix.speaker, snapshot->model->title, "as of ", snapshot->as_of);
    document_paragraph(matrix.speaker.document);
    document_say(matrix.speaker.document, "%s", matrix.kind->explanation);
    say_query(&matrix.speaker);
    say_table(&matrix, is_long);
    return speaker_finish(&matrix.speaker, out);
}
