/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The paragraph about changes that is read aloud: how many positions moved, the one that did most,
 * and what became of agreement. "Rose" and "fell" are said only where no reading of vague positions
 * says otherwise. */
#include <ctype.h>
#include <math.h>

#include "engine/verdict.h"
#include "report/say_changes.h"

/* ---- how many moved */

/* Behind "one position" or "two positions", and alone behind "one" or "two". */
static const struct {
    enum move_kind kind;
    const char *one, *several;
} verbs[] = {
    {MOVE_MOVED, "moved", "moved"},
    {MOVE_WIDENED, "widened", "widened"},
    {MOVE_NARROWED, "narrowed", "narrowed"},
    {MOVE_NEW, "is new on record", "are new on record"},
    {MOVE_DECLARED, "was declared", "were declared"},
    {MOVE_UNDECLARED, "became undeclared", "became undeclared"},
    {MOVE_DISPUTED, "became disputed", "became disputed"},
    {MOVE_LAPSED, "lapsed", "lapsed"},
    {MOVE_ENTERED_LATE, "was put on file late", "were put on file late"},
    {MOVE_REMOVED, "is no longer on file", "are no longer on file"},
    {MOVE_SALIENCE, "has another salience", "have another salience"},
    {MOVE_ACCEPTS, "has another red line", "have another red line"},
    {MOVE_RESCALED, "is on another scale", "are on another scale"},
};
enum { N_VERBS = sizeof verbs / sizeof *verbs };

static size_t count_kind(const struct stance_changes *changes, enum move_kind kind)
{
    size_t count = 0;
    for (size_t m = 0; m < changes->n_moves; m++)
        count += changes->moves[m].kind == kind;
    return count;
}

static void say_day(struct speaker *speaker, date_day day)
{
    if (day != DATE_NONE)
        say_date(speaker, day);
    else
        document_say(speaker->document, "no date");
}

/* "Since 17 April 2025, until 1 May 2025 (the last date in the model), ", or for two copies
 * "Against ../old, as of 17 April 2025 there and 1 May 2025 here, ". */
static void say_dates(struct speaker *speaker)
{
    const struct stance_changes *changes = speaker->document->changes;
    const struct stance_snapshot *before = changes->before->snapshot;
    const struct stance_snapshot *after = changes->after->snapshot;
    bool are_copies = changes_are_of_copies(changes);
    if (are_copies)
        document_say(speaker->document, "Against %s, as of ", before->model->path);
    else
        document_say(speaker->document, "Since ");
    say_day(speaker, before->as_of);
    document_say(speaker->document, are_copies ? " there and " : ", until ");
    say_day(speaker, after->as_of);
    if (are_copies) document_say(speaker->document, " here");
    if (!are_copies && after->as_of_is_default)
        document_say(speaker->document, " (the last date in the model)");
    document_say(speaker->document, ", ");
}

static void say_counts(struct speaker *speaker)
{
    const struct stance_changes *changes = speaker->document->changes;
    size_t kinds = 0, said = 0;
    char buffer[24];
    say_dates(speaker);
    for (size_t v = 0; v < N_VERBS; v++)
        kinds += count_kind(changes, verbs[v].kind) > 0;
    for (size_t v = 0; v < N_VERBS; v++) {
        size_t count = count_kind(changes, verbs[v].kind);
        if (count == 0) continue;
        if (said > 0) document_say(speaker->document, said + 1 == kinds ? " and " : ", ");
        document_say(speaker->document, "%s", count_word(count, buffer));
        if (said++ == 0) document_say(speaker->document, count == 1 ? " position" : " positions");
        document_say(speaker->document, " %s", count == 1 ? verbs[v].one : verbs[v].several);
    }
    if (kinds == 0)
        document_say(speaker->document,
                     changes_are_none(changes) ? "nothing changed" : "no position moved");
    document_say(speaker->document, ".");
}

/* ---- the move that did most */

/* How many issues the agreement rests on: with little of it that comes first. */
static void say_basis(struct speaker *speaker, size_t before, size_t after)
{
    if (before != after)
        document_say(speaker->document, ", on %zu %s before and %zu now,", before,
                     before == 1 ? "issue" : "issues", after);
    else if (after == 1)
        document_say(speaker->document, ", on the one issue known to both,");
    else
        document_say(speaker->document, ", on %zu issues,", after);
}

/* What vagueness allows: "; as positions are vague, it could be 0.20 to 0.40 now". */
static void say_bounds(struct speaker *speaker, double low_before, double high_before,
                       double low_after, double high_after)
{
    bool was_vague = low_before < high_before, is_vague = low_after < high_after;
    if (!was_vague && !is_vague) return;
    document_say(speaker->document, "; as positions are vague, it could ");
    if (was_vague) {
        document_say(speaker->document, "have been ");
        say_range(speaker, low_before, high_before);
        document_say(speaker->document, is_vague ? " before and " : " before");
    }
    if (is_vague) {
        document_say(speaker->document, "be ");
        say_range(speaker, low_after, high_after);
        document_say(speaker->document, " now");
    }
}

static void say_pair_effect(struct speaker *speaker, const struct move *move)
{
    const struct stance_changes *changes = speaker->document->changes;
    struct changed_figure pair;
    double effect = find_main_pair(changes, move, &pair, NULL);
    const stance_pair *before, *after;
    if (effect == 0) return;
    before = pair_of_side(changes, pair.a, pair.b, false);
    after = pair_of_side(changes, pair.a, pair.b, true);
    bool alone = pair.change->n_parts == 1;
    document_say(speaker->document,
                 alone ? "; that brought the agreement of " : "; the agreement of ");
    document_say(speaker->document, "%s and %s", changes->actors[pair.a].name,
                 changes->actors[pair.b].name);
    say_basis(speaker, before->issues, after->issues);
    document_say(speaker->document, alone ? " from " : " went from ");
    say_number(speaker, pair.change->before, 2);
    document_say(speaker->document, " to ");
    say_number(speaker, pair.change->after, 2);
    if (!alone) {
        document_say(speaker->document, ", with ");
        say_signed(speaker, effect);
        document_say(speaker->document, " by this");
    }
    say_bounds(speaker, before->low, before->high, after->low, after->high);
}

/* Of several moves that did nothing to agreement none is first. */
static void say_first_move(struct speaker *speaker)
{
    const struct stance_changes *changes = speaker->document->changes;
    bool alone = count_news(changes) == 1;
    for (size_t m = 0; m < changes->n_moves; m++) {
        const struct move *move = &changes->moves[m];
        if (!move_is_news(move)) continue;
        if (!alone && !(move->figures.reach > 0)) return;
        document_say(speaker->document, " ");
        say_stance_name(speaker, move->actor, move->issue);
        document_say(speaker->document, " ");
        say_move(speaker, move, false);
        say_pair_effect(speaker, move);
        document_say(speaker->document, ".");
        return;
    }
}

/* ---- cohesion */

static void say_cohesion_of(struct speaker *speaker, const struct stance_findings *findings)
{
    size_t pairs;
    count_pairs(findings, &pairs);
    say_number(speaker, findings->cohesion, 2);
    document_say(speaker->document, " (%zu %s)", pairs, pairs == 1 ? "pair" : "pairs");
}

/* Which stance made most of it; nothing where none did more than half. */
static void say_main_part(struct speaker *speaker, const struct change *cohesion)
{
    const struct part *part = NULL;
    double whole = cohesion->after - cohesion->before;
    if (rank_change_parts(cohesion, &part, 1) == 0) return;
    if (cohesion->n_parts == 1)
        document_say(speaker->document, ", all of it by ");
    else if (part->effect / whole > 0.5 && part->effect / whole <= 1)
        document_say(speaker->document, ", most of it by ");
    else
        document_say(speaker->document, "; the largest part is ");
    say_part_name(speaker, part);
    document_say(speaker->document, " (");
    say_signed(speaker, part->effect);
    document_say(speaker->document, ")");
}

static const char *cohesion_verb(const struct stance_findings *before,
                                 const struct stance_findings *after)
{
    if (after->cohesion_low > before->cohesion_high) return "rose";
    if (after->cohesion_high < before->cohesion_low) return "fell";
    return "went";
}

static void say_cohesion(struct speaker *speaker)
{
    const struct stance_changes *changes = speaker->document->changes;
    const struct stance_findings *before = changes->before, *after = changes->after;
    const struct change *cohesion = &changes->cohesion;
    if (!figure_changed(cohesion)) return;
    document_say(speaker->document, " Cohesion, the mean agreement of all pairs, ");
    if (isnan(cohesion->before)) {
        document_say(speaker->document, "was undefined and is ");
        say_cohesion_of(speaker, after);
    } else if (isnan(cohesion->after)) {
        document_say(speaker->document, "was ");
        say_cohesion_of(speaker, before);
        document_say(speaker->document, " and is undefined: no pair can be compared now");
    } else if (cohesion->before == cohesion->after) {
        document_say(speaker->document, "is ");
        say_cohesion_of(speaker, after);
        document_say(speaker->document, " as before");
    } else {
        document_say(speaker->document, "%s from ", cohesion_verb(before, after));
        say_cohesion_of(speaker, before);
        document_say(speaker->document, " to ");
        say_cohesion_of(speaker, after);
        say_main_part(speaker, cohesion);
        say_bounds(speaker, before->cohesion_low, before->cohesion_high, after->cohesion_low,
                   after->cohesion_high);
    }
    document_say(speaker->document, ".");
}

/* ---- conditions */

static void say_condition_counts(struct speaker *speaker)
{
    static const char *const verbs_of_news[][2] = {
        {"is fulfilled", "are fulfilled"}, {"is new", "are new"}, {"is gone", "are gone"}};
    const struct stance_changes *changes = speaker->document->changes;
    size_t counts[3] = {0}, kinds = 0, said = 0;
    char buffer[24];
    for (size_t c = 0; c < changes->n_conditions; c++) {
        const struct condition_change *condition = &changes->conditions[c];
        counts[condition->appeared ? 1 : condition->fulfilled ? 0 : 2]++;
    }
    for (size_t n = 0; n < 3; n++)
        kinds += counts[n] > 0;
    for (size_t n = 0; n < 3; n++) {
        const char *word = count_word(counts[n], buffer);
        if (counts[n] == 0) continue;
        if (said++ == 0) /* the word begins a sentence */
            document_say(speaker->document, " %c%s %s %s", toupper((unsigned char)word[0]),
                         word + 1, counts[n] == 1 ? "condition" : "conditions",
                         verbs_of_news[n][counts[n] > 1]);
        else
            document_say(speaker->document, "%s%s %s", said == kinds ? " and " : ", ", word,
                         verbs_of_news[n][counts[n] > 1]);
    }
    if (said > 0) document_say(speaker->document, ".");
}

void say_headline(struct speaker *speaker)
{
    document_paragraph(speaker->document);
    say_counts(speaker);
    say_first_move(speaker);
    say_cohesion(speaker);
    say_condition_counts(speaker);
}
