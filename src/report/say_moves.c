/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The section of moves: each with who says so, what else was put on file between, and the agreement
 * that it changed most; then what was only confirmed or edited. */
#include <math.h>

#include "report/say_changes.h"

/* With more moves than this the rest is counted. */
#define MOVES_IN_FULL   30
#define NAMES_IN_A_LINE 12

/* ---- evidence and effect */

/* Who says so. */
static void say_evidence_of(struct speaker *speaker, const struct move *move)
{
    const struct standing *standing = move->after;
    if (!standing || !standing_is_known(standing)) return;
    for (size_t c = 0; c < standing->n_claims; c++)
        say_source(speaker, &standing->claims[c].source, standing->claims[c].speaker);
}

/* What else was put on file between: a stance that moved twice is one move. */
static void say_between(struct speaker *speaker, const struct move *move)
{
    const struct scale *scale = move->scales[AFTER];
    size_t said = 0;
    for (size_t e = 0; e < move->n_entries && scale; e++) {
        const struct stance *entry = move->entries[e];
        if (entry == move_entry(move, true)) continue;
        document_say(speaker->document, said++ ? "; " : " Also put on file: ");
        if (entry->n_claims == 1) say_position_on(speaker, scale, &entry->position);
        document_say(speaker->document, entry->n_claims > 1 ? "disputed (" : " (");
        say_date(speaker, entry->date);
        document_say(speaker->document, entry->n_claims > 1 ? "), " : ")");
        if (entry->n_claims > 1)
            say_claims(speaker, scale, entry->claims, entry->n_claims, true);
        else
            say_source(speaker, &entry->claims[0].source, entry->claims[0].speaker);
    }
    if (said > 0) document_say(speaker->document, ".");
}

static void say_comparable_now(struct speaker *speaker, const struct move *move)
{
    const struct stance_changes *changes = speaker->document->changes;
    size_t others[NAMES_IN_A_LINE];
    size_t count = find_newly_comparable(changes, move, others, NAMES_IN_A_LINE);
    if (count == 0) return;
    size_t said = count < NAMES_IN_A_LINE ? count : NAMES_IN_A_LINE;
    document_say(speaker->document, " It can be compared %s with ", change_words(changes)->now);
    for (size_t n = 0; n < said; n++) {
        const char *joint = n == 0 ? "" : n + 1 == count ? " and " : ", ";
        document_say(speaker->document, "%s%s", joint, changes->actors[others[n]].name);
    }
    if (said < count) document_say(speaker->document, " and %zu more", count - said);
    document_say(speaker->document, ".");
}

/* "Its largest effect: +0.04 on the agreement with Nordau (which in all went from 0.52 to 0.35), as
 * much as on 1 other." */
static void say_largest_effect(struct speaker *speaker, const struct changed_figure *pair,
                               double effect, size_t alike)
{
    const struct stance_changes *changes = speaker->document->changes;
    const struct change_words *words = change_words(changes);
    bool alone = rank_change_parts(pair->change, NULL, 0) == 1; /* then the effect is all of it */
    document_say(speaker->document, " Its largest effect: ");
    say_effect_on(speaker, pair->change, effect);
    document_say(speaker->document, " on the agreement with %s (%s", changes->actors[pair->b].name,
                 alone ? "" : "which in all ");
    if (changes_are_of_copies(changes)) {
        document_say(speaker->document, alone ? "" : "is ");
        say_number(speaker, pair->change->before, 2);
        document_say(speaker->document, " %s, ", words->before);
        say_number(speaker, pair->change->after, 2);
        document_say(speaker->document, " %s)", words->now);
    } else {
        document_say(speaker->document, alone ? "from " : "went from ");
        say_number(speaker, pair->change->before, 2);
        document_say(speaker->document, " to ");
        say_number(speaker, pair->change->after, 2);
        document_say(speaker->document, ")");
    }
    if (alike > 0)
        document_say(speaker->document, ", as much as on %zu %s", alike,
                     alike == 1 ? "other" : "others");
    document_say(speaker->document, ".");
}

/* "0.33 to 0.61", or "0.33" where nothing is open. */
static void say_range_or_figure(struct speaker *speaker, double low, double high)
{
    if (prints_alike(low, high))
        say_number(speaker, low, 2);
    else
        say_range(speaker, low, high);
}

/* No middle moved, but what vagueness leaves open did. */
static void say_bounds_of(struct speaker *speaker, const struct move *move)
{
    const struct stance_changes *changes = speaker->document->changes;
    struct changed_bounds bounds;
    if (move->figures.reach > 0 || move_is_in_place(move) ||
        !find_changed_bounds(changes, move->actor, &bounds))
        return;
    document_say(speaker->document, " Agreement with %s could be ", changes->actors[bounds.b].name);
    say_range_or_figure(speaker, bounds.low_after, bounds.high_after);
    document_say(speaker->document, ", %s: ", change_words(changes)->before);
    say_range_or_figure(speaker, bounds.low_before, bounds.high_before);
    document_say(speaker->document, ".");
}

static void say_effect(struct speaker *speaker, const struct move *move)
{
    const struct stance_changes *changes = speaker->document->changes;
    const struct actor *actor = actor_of_side(changes, move->actor, true);
    struct changed_figure pair;
    size_t alike;
    double effect = find_main_pair(changes, move, &pair, &alike);
    if (actor && !(actor->weight > 0))
        document_say(speaker->document, " An observer, not counted.");
    if (effect != 0)
        say_largest_effect(speaker, &pair, effect, alike);
    else
        say_bounds_of(speaker, move);
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
    document_ranked_names(speaker->document, "mean effect", "cohesion");
    str_clear(&effect);
    document_say(speaker->document, "%s on %s", changes->actors[move->actor].name,
                 changes->issues[move->issue].name);
    if (says_page(speaker))
        say_place_moved(speaker, move, change_words(changes)->before, change_words(changes)->now);
    document_paragraph(speaker->document);
    document_detail(speaker->document);
    bool has_said_claims = say_move(speaker, move, true);
    document_say(speaker->document, ".");
    if (!has_said_claims) say_evidence_of(speaker, move);
    say_between(speaker, move);
    say_effect(speaker, move);
}

/* An entry that confirms, or was edited: its end is news all the same. */
/* Did an entry between say something else? Then there is more to tell than a confirmation. */
static bool went_and_came(const struct move *move)
{
    const struct scale *scale = move->scales[AFTER];
    const struct stance *now = move_entry(move, true);
    for (size_t e = 0; e < move->n_entries && scale && now; e++)
        if (!position_equal(&move->entries[e]->position, &now->position, scale_words(scale)))
            return true;
    return false;
}

static void say_unchanged_move(struct speaker *speaker, const struct move *move)
{
    const struct stance *entry = move_entry(move, true), *before = move_entry(move, false);
    const struct stance_changes *changes = speaker->document->changes;
    document_say(speaker->document, "%s on %s", changes->actors[move->actor].name,
                 changes->issues[move->issue].name);
    if (entry && entry->until != DATE_NONE && (!before || before->until != entry->until)) {
        document_say(speaker->document, ", holds until ");
        say_date(speaker, entry->until);
    }
    for (size_t e = 0; e < move->n_entries; e++)
        for (size_t c = 0; c < move->entries[e]->n_claims; c++)
            if (move->entries[e]->claims[c].source.outlet ||
                move->entries[e]->claims[c].source.url) {
                document_say(speaker->document, " ");
                say_cite(speaker, &move->entries[e]->claims[c].source);
            }
}

static void say_unchanged(struct speaker *speaker, enum move_kind kind, const char *words)
{
    const struct stance_changes *changes = speaker->document->changes;
    size_t count = 0;
    for (size_t m = 0; m < changes->n_moves; m++) {
        const struct move *move = &changes->moves[m];
        if (move->kind != kind || went_and_came(move)) continue;
        if (count == 0) {
            document_paragraph(speaker->document);
            document_say(speaker->document, "%s: ", words);
        }
        if (count++ >= NAMES_IN_A_LINE) continue;
        if (count > 1) document_say(speaker->document, "; ");
        say_unchanged_move(speaker, move);
    }
    if (count > NAMES_IN_A_LINE)
        document_say(speaker->document, "; and %zu more", count - NAMES_IN_A_LINE);
    if (count > 0) document_say(speaker->document, ".");
}

/* A stance that moved and moved back between the two days: no move, and more than a confirmation.
 */
static void say_returned(struct speaker *speaker)
{
    const struct stance_changes *changes = speaker->document->changes;
    for (size_t m = 0; m < changes->n_moves; m++) {
        const struct move *move = &changes->moves[m];
        if (move->kind != MOVE_CONFIRMED || !went_and_came(move)) continue;
        document_paragraph(speaker->document);
        document_say(speaker->document, "%s on %s came back to where it was, ",
                     changes->actors[move->actor].name, changes->issues[move->issue].name);
        say_side(speaker, move, true, true);
        document_say(speaker->document, ".");
        say_evidence_of(speaker, move);
        say_between(speaker, move);
    }
}

void say_moves(struct speaker *speaker)
{
    const struct stance_changes *changes = speaker->document->changes;
    const struct change_words *words = change_words(changes);
    size_t rank = 0;
    for (size_t m = 0; m < changes->n_moves; m++) {
        if (!move_is_news(&changes->moves[m])) continue;
        if (rank++ == 0)
            say_heading(speaker, words->moves,
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
    say_returned(speaker);
    say_unchanged(speaker, MOVE_CONFIRMED, words->confirmed);
    say_unchanged(speaker, MOVE_EDITED, words->edited);
}
