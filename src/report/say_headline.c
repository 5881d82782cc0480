/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read aloud of the changes, item by item: how many positions moved, the move that did
 * most, what became of agreement, and conditions. "Rose" and "fell" are said only where no reading
 * of vague positions says otherwise. */
#include <ctype.h>
#include <math.h>

#include "engine/verdict.h"
#include "report/say_changes.h"

/* ---- how many moved */

/* Behind "one position" or "two positions", and alone behind "one" or "two". */
static const struct verb {
    enum telling telling;
    enum move_kind kind; /* of TELL_AS_MOVE; else any */
    const char *one, *several;
} verbs[] = {
    {TELL_AS_MOVE, MOVE_MOVED, "moved", "moved"},
    {TELL_AS_MOVE, MOVE_WIDENED, "widened", "widened"},
    {TELL_AS_MOVE, MOVE_NARROWED, "narrowed", "narrowed"},
    {TELL_AS_MOVE, MOVE_NEW, "is new on record", "are new on record"},
    {TELL_ONLY_HERE, MOVE_NEW, "is on file only here", "are on file only here"},
    {TELL_ONLY_THERE, MOVE_REMOVED, "has an entry only there", "have entries only there"},
    {TELL_EDITED, MOVE_EDITED, "was edited", "were edited"},
    {TELL_AS_MOVE, MOVE_DECLARED, "was declared", "were declared"},
    {TELL_AS_MOVE, MOVE_UNDECLARED, "became undeclared", "became undeclared"},
    {TELL_AS_MOVE, MOVE_DISPUTED, "became disputed", "became disputed"},
    {TELL_AS_MOVE, MOVE_LAPSED, "lapsed", "lapsed"},
    {TELL_AS_MOVE, MOVE_ENTERED_LATE, "was put on file late", "were put on file late"},
    {TELL_AS_MOVE, MOVE_REMOVED, "is no longer on file", "are no longer on file"},
    {TELL_AS_MOVE, MOVE_SALIENCE, "has another salience", "have another salience"},
    {TELL_AS_MOVE, MOVE_ACCEPTS, "has another red line", "have another red line"},
    {TELL_AS_MOVE, MOVE_RESCALED, "is on another scale", "are on another scale"},
};
enum { N_VERBS = sizeof verbs / sizeof *verbs };

static size_t count_verb(const struct stance_changes *changes, const struct verb *verb)
{
    size_t count = 0;
    for (size_t m = 0; m < changes->n_moves; m++) {
        const struct move *move = &changes->moves[m];
        if (move_telling(changes, move) != verb->telling) continue;
        count += verb->telling != TELL_AS_MOVE || move->kind == verb->kind;
    }
    return count;
}

static bool are_all_late(const struct stance_changes *changes)
{
    for (size_t m = 0; m < changes->n_moves; m++)
        if (move_is_news(&changes->moves[m]) && changes->moves[m].kind != MOVE_ENTERED_LATE)
            return false;
    return count_news(changes) > 0;
}

static void say_day(struct speaker *speaker, date_day day)
{
    if (day != DATE_NONE)
        say_date(speaker, day);
    else
        document_say(speaker->document, "no date");
}

/* The last date in the model is not after the date asked for: there is no time between. */
static bool ends_before_it_begins(const struct stance_changes *changes)
{
    const struct stance_snapshot *before = changes->before->snapshot;
    const struct stance_snapshot *after = changes->after->snapshot;
    if (changes_are_of_copies(changes) || !after->as_of_is_default) return false;
    return after->as_of <= before->as_of;
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
    if (ends_before_it_begins(changes)) {
        document_say(speaker->document, " ");
        return;
    }
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
    for (size_t v = 0; v < N_VERBS; v++)
        kinds += count_verb(changes, &verbs[v]) > 0;
    for (size_t v = 0; v < N_VERBS; v++) {
        size_t count = count_verb(changes, &verbs[v]);
        if (count == 0) continue;
        if (said > 0) document_say(speaker->document, said + 1 == kinds ? " and " : ", ");
        document_say(speaker->document, "%s", count_word(count, buffer));
        if (said++ == 0) document_say(speaker->document, count == 1 ? " position" : " positions");
        document_say(speaker->document, " %s", count == 1 ? verbs[v].one : verbs[v].several);
    }
    if (kinds == 0)
        document_say(speaker->document,
                     changes_are_of_copies(changes) ? "no position differs" : "no position moved");
    document_say(speaker->document, ".");
}

static void say_what_happened(struct speaker *speaker)
{
    const struct stance_changes *changes = speaker->document->changes;
    char buffer[24];
    say_dates(speaker);
    if (!ends_before_it_begins(changes) || !are_all_late(changes)) {
        say_counts(speaker);
        return;
    }
    size_t count = count_news(changes);
    bool are_one_day = changes->after->snapshot->as_of == changes->before->snapshot->as_of;
    document_say(speaker->document, "%s %s put on file that %s dated %s.",
                 count_word(count, buffer), count == 1 ? "position was" : "positions were",
                 count == 1 ? "is" : "are", are_one_day ? "on that day or before" : "before it");
}

/* Not an item, but all there is. */
static void say_nothing_changed(struct speaker *speaker)
{
    const struct stance_changes *changes = speaker->document->changes;
    document_paragraph(speaker->document);
    if (changes_are_of_copies(changes)) {
        say_copies_alike(speaker);
    } else if (ends_before_it_begins(changes)) {
        document_say(speaker->document, "Nothing was put on file after ");
        say_day(speaker, changes->before->snapshot->as_of);
        document_say(speaker->document, ".");
    } else {
        say_dates(speaker);
        document_say(speaker->document, "nothing changed.");
    }
}

/* ---- the move that did most */

/* How many issues the agreement rests on: with little of it that comes first. */
static void say_basis(struct speaker *speaker, size_t before, size_t after)
{
    const struct change_words *words = change_words(speaker->document->changes);
    if (before != after)
        document_say(speaker->document, ", on %zu %s %s and %zu %s,", before,
                     before == 1 ? "issue" : "issues", words->before, after, words->now);
    else if (after == 1)
        document_say(speaker->document, ", on the one issue known to both,");
    else
        document_say(speaker->document, ", on %zu issues,", after);
}

/* "from 0.33 to 1.00", of copies "0.33 there and 1.00 here". */
static void say_both(struct speaker *speaker, double before, double after)
{
    bool are_copies = changes_are_of_copies(speaker->document->changes);
    if (!are_copies) document_say(speaker->document, "from ");
    say_number(speaker, before, 2);
    document_say(speaker->document, are_copies ? " there and " : " to ");
    say_number(speaker, after, 2);
    if (are_copies) document_say(speaker->document, " here");
}

/* What vagueness allows, in short: "; could be 0.20 to 0.40". */
static void say_could_be(struct speaker *speaker, double low_before, double high_before,
                         double low_after, double high_after)
{
    const struct change_words *words = change_words(speaker->document->changes);
    if (low_after < high_after) {
        document_say(speaker->document, "; could be ");
        say_range(speaker, low_after, high_after);
    } else if (low_before < high_before) {
        document_say(speaker->document, "; %s it could be ", words->before);
        say_range(speaker, low_before, high_before);
    }
}

static void say_pair_effect(struct speaker *speaker, const struct move *move)
{
    const struct stance_changes *changes = speaker->document->changes;
    bool are_copies = changes_are_of_copies(changes);
    struct changed_figure pair;
    double effect = find_main_pair(changes, move, &pair, NULL);
    const stance_pair *before, *after;
    if (effect == 0) return;
    before = pair_of_side(changes, pair.a, pair.b, false);
    after = pair_of_side(changes, pair.a, pair.b, true);
    bool alone = rank_change_parts(pair.change, NULL, 0) == 1;
    if (alone) {
        document_say(speaker->document, are_copies ? "; by that the agreement of "
                                                   : "; that brought the agreement of ");
    } else {
        document_say(speaker->document, "; its largest effect: ");
        say_effect_on(speaker, pair.change, effect);
        document_say(speaker->document, " on the agreement of ");
    }
    document_say(speaker->document, "%s and %s", changes->actors[pair.a].name,
                 changes->actors[pair.b].name);
    say_basis(speaker, before->issues, after->issues);
    document_say(speaker->document, alone && are_copies ? " is "
                                    : alone             ? " "
                                    : are_copies        ? " which in all is "
                                                        : " which in all went ");
    say_both(speaker, pair.change->before, pair.change->after);
    say_could_be(speaker, before->low, before->high, after->low, after->high);
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
        document_item(speaker->document);
        say_stance_name(speaker, move->actor, move->issue);
        document_say(speaker->document, " ");
        say_move(speaker, move, false);
        say_pair_effect(speaker, move);
        document_say(speaker->document, ".");
        return;
    }
}

/* ---- cohesion */

static size_t count_compared(const struct stance_findings *findings)
{
    size_t pairs;
    count_pairs(findings, &pairs);
    return pairs;
}

static void say_cohesion_of(struct speaker *speaker, const struct stance_findings *findings)
{
    size_t pairs = count_compared(findings);
    say_number(speaker, findings->cohesion, 2);
    document_say(speaker->document, " (%zu %s)", pairs, pairs == 1 ? "pair" : "pairs");
}

/* Which stance made most of it; nothing where none did more than half. */
static void say_main_part(struct speaker *speaker, const struct change *cohesion)
{
    const struct part *part = NULL;
    double whole = cohesion->after - cohesion->before;
    size_t count = rank_change_parts(cohesion, &part, 1);
    if (count == 0) return;
    if (count == 1)
        document_say(speaker->document, ", all of it by ");
    else if (part->effect / whole > 0.5 && part->effect / whole <= 1)
        document_say(speaker->document, ", most of it by ");
    else
        document_say(speaker->document, "; the largest part is ");
    say_part_name(speaker, part);
    document_say(speaker->document, " (");
    say_effect_on(speaker, cohesion, part->effect);
    document_say(speaker->document, ")");
}

static const char *cohesion_verb(const struct stance_findings *before,
                                 const struct stance_findings *after)
{
    if (after->cohesion_low > before->cohesion_high) return "rose";
    if (after->cohesion_high < before->cohesion_low) return "fell";
    return "went";
}

/* Defined on both sides. */
static void say_cohesion_change(struct speaker *speaker)
{
    const struct stance_changes *changes = speaker->document->changes;
    const struct stance_findings *before = changes->before, *after = changes->after;
    bool are_copies = changes_are_of_copies(changes);
    if (count_compared(before) == count_compared(after) &&
        prints_alike(before->cohesion, after->cohesion)) {
        document_say(speaker->document, "is ");
        say_cohesion_of(speaker, after);
        document_say(speaker->document, " %s", change_words(changes)->alike);
        if (!figures_equal(before->cohesion, after->cohesion))
            document_say(speaker->document, ", but for less than 0.01");
    } else {
        document_say(speaker->document, "%s ", are_copies ? "is" : cohesion_verb(before, after));
        if (!are_copies) document_say(speaker->document, "from ");
        say_cohesion_of(speaker, before);
        document_say(speaker->document, are_copies ? " there and " : " to ");
        say_cohesion_of(speaker, after);
        if (are_copies) document_say(speaker->document, " here");
    }
    say_main_part(speaker, &changes->cohesion);
    say_could_be(speaker, before->cohesion_low, before->cohesion_high, after->cohesion_low,
                 after->cohesion_high);
}

static void say_cohesion(struct speaker *speaker)
{
    const struct stance_changes *changes = speaker->document->changes;
    const struct change *cohesion = &changes->cohesion;
    bool are_copies = changes_are_of_copies(changes);
    if (!figure_changed(cohesion)) return;
    document_item(speaker->document);
    document_say(speaker->document, "Cohesion, the mean agreement of all pairs, ");
    if (isnan(cohesion->before)) {
        document_say(speaker->document,
                     are_copies ? "is undefined there and " : "was undefined and is ");
        say_cohesion_of(speaker, changes->after);
        if (are_copies) document_say(speaker->document, " here");
    } else if (isnan(cohesion->after)) {
        document_say(speaker->document, are_copies ? "is " : "was ");
        say_cohesion_of(speaker, changes->before);
        document_say(speaker->document, are_copies
                                            ? " there and undefined here: no pair can be compared"
                                            : " and is undefined: no pair can be compared now");
    } else {
        say_cohesion_change(speaker);
    }
    document_say(speaker->document, ".");
}

/* ---- conditions */

static void say_condition_counts(struct speaker *speaker)
{
    static const char *const of_dates[][2] = {
        {"is fulfilled", "are fulfilled"}, {"is new", "are new"}, {"is gone", "are gone"}};
    static const char *const of_copies[][2] = {{"is fulfilled here", "are fulfilled here"},
                                               {"is only here", "are only here"},
                                               {"is only there", "are only there"}};
    const struct stance_changes *changes = speaker->document->changes;
    bool are_copies = changes_are_of_copies(changes);
    size_t counts[3] = {0}, kinds = 0, said = 0;
    char buffer[24];
    for (size_t c = 0; c < changes->n_conditions; c++) {
        const struct condition_change *condition = &changes->conditions[c];
        counts[condition->appeared ? 1 : condition->fulfilled ? 0 : 2]++;
    }
    for (size_t n = 0; n < 3; n++)
        kinds += counts[n] > 0;
    if (kinds > 0) document_item(speaker->document);
    for (size_t n = 0; n < 3; n++) {
        const char *word = count_word(counts[n], buffer);
        const char *verb = (are_copies ? of_copies : of_dates)[n][counts[n] > 1];
        if (counts[n] == 0) continue;
        if (said++ == 0) /* the word begins a sentence */
            document_say(speaker->document, "%c%s %s %s", toupper((unsigned char)word[0]), word + 1,
                         counts[n] == 1 ? "condition" : "conditions", verb);
        else
            document_say(speaker->document, "%s%s %s", said == kinds ? " and " : ", ", word, verb);
    }
    if (said > 0) document_say(speaker->document, ".");
}

void say_headline(struct speaker *speaker)
{
    if (changes_are_none(speaker->document->changes)) {
        say_nothing_changed(speaker);
        return;
    }
    document_items(speaker->document);
    document_lead(speaker->document);
    document_item(speaker->document);
    say_what_happened(speaker);
    say_first_move(speaker);
    say_cohesion(speaker);
    say_condition_counts(speaker);
}
