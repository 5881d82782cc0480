/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moves in words: from where to where, by how much, who says so, and what it did. A move is told as
 * the predicate of "France on Ground presence", so that it stands in a sentence and under a title
 * alike. */
#include <math.h>

#include "base/number.h"
#include "report/say_changes.h"

/* With more moves than this the rest is counted. */
#define MOVES_IN_FULL   30
#define NAMES_IN_A_LINE 12

/* ---- a position of one side */

static void say_where(struct speaker *speaker, const struct move *move, bool after, bool with_date)
{
    const struct standing *standing = after ? move->after : move->before;
    const struct issue *issue = issue_of_side(speaker->document->changes, move->issue, after);
    const struct stance *lapsed = standing ? standing->lapsed : NULL;
    const struct stance *entry = standing && standing->stance ? standing->stance : lapsed;
    if (!entry || !issue) {
        document_say(speaker->document, "unknown");
        return;
    }
    say_position_on(speaker, &issue->scale, lapsed ? &lapsed->position : &standing->position);
    if (!with_date) return;
    document_say(speaker->document, " (");
    say_date(speaker, entry->date);
    document_say(speaker->document, ")");
}

static bool is_on_record(const struct standing *standing)
{
    return standing && standing_is_known(standing);
}

/* "two thirds of the scale": only ordered scales have a length. */
static void say_distance(struct speaker *speaker, const struct move *move)
{
    static const struct {
        double of_scale;
        const char *words;
    } fractions[] = {{1.0 / 4, "a quarter of the scale"},      {1.0 / 3, "a third of the scale"},
                     {1.0 / 2, "half of the scale"},           {2.0 / 3, "two thirds of the scale"},
                     {3.0 / 4, "three quarters of the scale"}, {1, "the whole scale"}};
    const struct issue *issue = issue_of_side(speaker->document->changes, move->issue, true);
    if (!(move->figures.distance > 0) || !issue) return;
    if (issue->scale.kind->geometry == GEOMETRY_SET) {
        document_say(speaker->document, ", a distance of ");
        say_number(speaker, move->figures.distance, 2);
        return;
    }
    for (size_t f = 0; f < sizeof fractions / sizeof *fractions; f++)
        if (fabs(move->figures.distance - fractions[f].of_scale) < 1e-9) {
            document_say(speaker->document, ", %s", fractions[f].words);
            return;
        }
    document_say(speaker->document, ", ");
    say_number(speaker, move->figures.distance, 2);
    document_say(speaker->document, " of the scale");
}

/* ---- one a kind of move: each begins with its verb */

typedef void say_kind(struct speaker *speaker, const struct move *move, bool with_dates);

static void say_new(struct speaker *speaker, const struct move *move, bool with_dates)
{
    bool is_silent = move->after && standing_is_undeclared(move->after);
    document_say(speaker->document, is_silent ? "is new on record as " : "is new on record with ");
    say_where(speaker, move, true, with_dates);
}

static void say_late(struct speaker *speaker, const struct move *move, bool with_dates)
{
    document_say(speaker->document, "was put on file late");
    if (with_dates && move->n_entries > 0) {
        document_say(speaker->document, ", on ");
        say_date(speaker, move->entries[move->n_entries - 1]->entered);
    }
    document_say(speaker->document, ": ");
    say_where(speaker, move, true, with_dates);
    document_say(speaker->document, ", before: ");
    say_where(speaker, move, false, with_dates);
    say_distance(speaker, move);
}

static void say_from_to(struct speaker *speaker, const struct move *move, bool with_dates)
{
    static const char *const verbs[] = {
        [MOVE_MOVED] = "moved", [MOVE_WIDENED] = "widened", [MOVE_NARROWED] = "narrowed"};
    document_say(speaker->document, "%s from ", verbs[move->kind]);
    say_where(speaker, move, false, with_dates);
    document_say(speaker->document, " to ");
    say_where(speaker, move, true, with_dates);
    say_distance(speaker, move);
}

static void say_declared(struct speaker *speaker, const struct move *move, bool with_dates)
{
    document_say(speaker->document, "was undeclared and is now declared: ");
    say_where(speaker, move, true, with_dates);
}

static void say_undeclared(struct speaker *speaker, const struct move *move, bool with_dates)
{
    document_say(speaker->document, "is undeclared now, before: ");
    say_where(speaker, move, false, with_dates);
}

static void say_lapsed(struct speaker *speaker, const struct move *move, bool with_dates)
{
    const struct stance *lapsed = move->after ? move->after->lapsed : NULL;
    document_say(speaker->document, "lapsed and is unknown now, before: ");
    say_where(speaker, move, false, with_dates);
    if (!lapsed || !with_dates) return;
    document_say(speaker->document, ", which held until ");
    say_date(speaker, lapsed->until);
}

static void say_removed(struct speaker *speaker, const struct move *move, bool with_dates)
{
    document_say(speaker->document, "is no longer on file, before: ");
    say_where(speaker, move, false, with_dates);
}

static void say_disputed(struct speaker *speaker, const struct move *move, bool with_dates)
{
    document_say(speaker->document, "is disputed now: ");
    say_where(speaker, move, true, with_dates);
}

static void say_salience(struct speaker *speaker, const struct move *move, bool with_dates)
{
    document_say(speaker->document, "has another salience, ");
    if (is_on_record(move->after)) say_plain(speaker, move->after->salience);
    document_say(speaker->document, " where it was ");
    if (is_on_record(move->before)) say_plain(speaker, move->before->salience);
    document_say(speaker->document, "; the position is as before, ");
    say_where(speaker, move, true, with_dates);
}

static void say_accepts_of(struct speaker *speaker, const struct move *move, bool after)
{
    const struct standing *standing = after ? move->after : move->before;
    const struct issue *issue = issue_of_side(speaker->document->changes, move->issue, after);
    if (standing && standing->accepts && issue)
        say_position_on(speaker, &issue->scale, standing->accepts);
    else
        document_say(speaker->document, "nothing stated");
}

static void say_accepts(struct speaker *speaker, const struct move *move, bool with_dates)
{
    document_say(speaker->document, "has another red line, could live with ");
    say_accepts_of(speaker, move, true);
    document_say(speaker->document, ", before: ");
    say_accepts_of(speaker, move, false);
    document_say(speaker->document, "; the position is as before, ");
    say_where(speaker, move, true, with_dates);
}

static void say_rescaled(struct speaker *speaker, const struct move *move, bool with_dates)
{
    document_say(speaker->document, "is on another scale: ");
    say_where(speaker, move, true, with_dates);
    document_say(speaker->document, ", before: ");
    say_where(speaker, move, false, with_dates);
}

static void say_as_before(struct speaker *speaker, const struct move *move, bool with_dates)
{
    document_say(speaker->document, "is as before, ");
    say_where(speaker, move, true, with_dates);
}

void say_move(struct speaker *speaker, const struct move *move, bool with_dates)
{
    static say_kind *const of_kind[] = {
        [MOVE_NEW] = say_new,
        [MOVE_ENTERED_LATE] = say_late,
        [MOVE_MOVED] = say_from_to,
        [MOVE_WIDENED] = say_from_to,
        [MOVE_NARROWED] = say_from_to,
        [MOVE_DECLARED] = say_declared,
        [MOVE_UNDECLARED] = say_undeclared,
        [MOVE_LAPSED] = say_lapsed,
        [MOVE_REMOVED] = say_removed,
        [MOVE_DISPUTED] = say_disputed,
        [MOVE_SALIENCE] = say_salience,
        [MOVE_ACCEPTS] = say_accepts,
        [MOVE_RESCALED] = say_rescaled,
        [MOVE_CONFIRMED] = say_as_before,
        [MOVE_EDITED] = say_as_before,
    };
    of_kind[move->kind](speaker, move, with_dates);
}

/* ---- evidence and effect */

/* Who says so; contradicting claims one by one. */
static void say_evidence_of(struct speaker *speaker, const struct move *move)
{
    const struct standing *standing = move->after;
    const struct issue *issue = issue_of_side(speaker->document->changes, move->issue, true);
    if (!is_on_record(standing) || !issue) return;
    for (size_t c = 0; c < standing->n_claims; c++) {
        if (standing->n_claims > 1) {
            document_say(speaker->document, c > 0 ? "; " : " ");
            say_position_on(speaker, &issue->scale, &standing->claims[c].position);
        }
        say_source(speaker, &standing->claims[c].source, standing->claims[c].speaker);
    }
}

/* What else was put on file between: a stance that moved twice is one move. */
static void say_between(struct speaker *speaker, const struct move *move)
{
    const struct issue *issue = issue_of_side(speaker->document->changes, move->issue, true);
    size_t said = 0;
    for (size_t e = 0; e < move->n_entries && issue; e++) {
        const struct stance *entry = move->entries[e];
        if (move->after && entry == move->after->stance) continue;
        document_say(speaker->document, said++ ? "; " : " Also put on file: ");
        say_position_on(speaker, &issue->scale, &entry->position);
        document_say(speaker->document, " (");
        say_date(speaker, entry->date);
        document_say(speaker->document, ")");
        for (size_t c = 0; c < entry->n_claims; c++)
            say_source(speaker, &entry->claims[c].source, entry->claims[c].speaker);
    }
    if (said > 0) document_say(speaker->document, ".");
}

/* Salience may come with another position; where it is all that changed, it has been said. */
static void say_other_salience(struct speaker *speaker, const struct move *move)
{
    if (move->kind == MOVE_SALIENCE || !is_on_record(move->before) || !is_on_record(move->after) ||
        move->before->salience == move->after->salience)
        return;
    document_say(speaker->document, "; salience ");
    say_plain(speaker, move->after->salience);
    document_say(speaker->document, ", before: ");
    say_plain(speaker, move->before->salience);
}

static void say_comparable_now(struct speaker *speaker, const struct move *move)
{
    const struct stance_changes *changes = speaker->document->changes;
    size_t others[NAMES_IN_A_LINE];
    size_t count = find_newly_comparable(changes, move, others, NAMES_IN_A_LINE);
    if (count == 0) return;
    size_t said = count < NAMES_IN_A_LINE ? count : NAMES_IN_A_LINE;
    document_say(speaker->document, " It can be compared now with ");
    for (size_t n = 0; n < said; n++) {
        const char *joint = n == 0 ? "" : n + 1 == count ? " and " : ", ";
        document_say(speaker->document, "%s%s", joint, changes->actors[others[n]].name);
    }
    if (said < count) document_say(speaker->document, " and %zu more", count - said);
    document_say(speaker->document, ".");
}

static bool is_observer(const struct speaker *speaker, size_t actor)
{
    const struct actor *after = actor_of_side(speaker->document->changes, actor, true);
    return after && !(after->weight > 0);
}

static void say_effect(struct speaker *speaker, const struct move *move)
{
    const struct stance_changes *changes = speaker->document->changes;
    struct changed_figure pair;
    size_t alike;
    double effect = find_main_pair(changes, move, &pair, &alike);
    if (is_observer(speaker, move->actor))
        document_say(speaker->document, " An observer, not counted.");
    if (effect != 0) {
        document_say(speaker->document, " Agreement with %s, which", changes->actors[pair.b].name);
        if (alike > 0)
            document_say(speaker->document, " with %zu %s", alike, alike == 1 ? "other" : "others");
        document_say(speaker->document, " changed most: ");
        say_signed(speaker, effect);
        document_say(speaker->document, " by this, from ");
        say_number(speaker, pair.change->before, 2);
        document_say(speaker->document, " to ");
        say_number(speaker, pair.change->after, 2);
        document_say(speaker->document, ".");
    }
    say_comparable_now(speaker, move);
}

/* ---- the section */

static void say_ranked_move(struct speaker *speaker, size_t rank, const struct move *move)
{
    const struct stance_changes *changes = speaker->document->changes;
    bool has_effect = cohesion_is_split(changes);
    struct str effect = {0};
    if (has_effect) print_signed(move->figures.effect, &effect);
    if (effect.failed) speaker->document->failed = true;
    document_ranked(speaker->document, rank, has_effect ? move->figures.reach : NAN, NAN,
                    str_get(&effect));
    str_clear(&effect);
    document_say(speaker->document, "%s on %s", changes->actors[move->actor].name,
                 changes->issues[move->issue].name);
    document_paragraph(speaker->document);
    document_detail(speaker->document);
    say_move(speaker, move, true);
    say_other_salience(speaker, move);
    document_say(speaker->document, ".");
    say_evidence_of(speaker, move);
    say_between(speaker, move);
    say_effect(speaker, move);
}

static void say_unchanged(struct speaker *speaker, enum move_kind kind, const char *words)
{
    const struct stance_changes *changes = speaker->document->changes;
    size_t count = 0;
    for (size_t m = 0; m < changes->n_moves; m++) {
        const struct move *move = &changes->moves[m];
        if (move->kind != kind) continue;
        if (count == 0) {
            document_paragraph(speaker->document);
            document_say(speaker->document, "%s: ", words);
        }
        if (count++ >= NAMES_IN_A_LINE) continue;
        document_say(speaker->document, "%s%s on %s", count > 1 ? "; " : "",
                     changes->actors[move->actor].name, changes->issues[move->issue].name);
        for (size_t e = 0; e < move->n_entries; e++)
            for (size_t c = 0; c < move->entries[e]->n_claims; c++)
                if (move->entries[e]->claims[c].source.outlet ||
                    move->entries[e]->claims[c].source.url) {
                    document_say(speaker->document, " ");
                    say_cite(speaker, &move->entries[e]->claims[c].source);
                }
    }
    if (count > NAMES_IN_A_LINE)
        document_say(speaker->document, "; and %zu more", count - NAMES_IN_A_LINE);
    if (count > 0) document_say(speaker->document, ".");
}

void say_moves(struct speaker *speaker)
{
    const struct stance_changes *changes = speaker->document->changes;
    size_t rank = 0;
    for (size_t m = 0; m < changes->n_moves; m++) {
        if (!move_is_news(&changes->moves[m])) continue;
        if (rank++ == 0)
            say_heading(speaker, "What moved",
                        cohesion_is_split(changes)
                            ? "mean effect on agreement, whichever way; effect on cohesion"
                            : NULL);
        if (rank <= MOVES_IN_FULL) say_ranked_move(speaker, rank, &changes->moves[m]);
    }
    if (rank > MOVES_IN_FULL) {
        document_paragraph(speaker->document);
        document_say(speaker->document, "%zu more did less (--format json has all).",
                     rank - MOVES_IN_FULL);
    }
    say_unchanged(speaker, MOVE_CONFIRMED, "Confirmed without a change");
    say_unchanged(speaker, MOVE_EDITED, "Edited, the position is as before");
}
