/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One move in words: from where to where, by how much, and what else of the actor changed with it.
 * It is told as the predicate of "France on Ground presence", so that it stands in a sentence and
 * under a title alike. Claims that contradict each other are told one by one, last of all. */
#include "report/say_changes.h"

static bool is_on_record(const struct standing *standing)
{
    return standing && standing_is_known(standing);
}

/* ---- what else of the actor changed */

static const char *word_before(const struct speaker *speaker)
{
    return change_words(speaker->document->changes)->before;
}

static const char *word_now(const struct speaker *speaker)
{
    return change_words(speaker->document->changes)->now;
}

static const struct position *accepts_of(const struct move *move, bool after)
{
    const struct standing *standing = after ? move->after : move->before;
    return is_on_record(standing) ? standing->accepts : NULL;
}

/* Also of one of whom nothing was on record before. */
static bool has_new_accepts(const struct move *move)
{
    if (!is_on_record(move->before)) return accepts_of(move, true) != NULL;
    return move_changes_accepts(move);
}

static bool has_new_salience(const struct move *move)
{
    if (!is_on_record(move->before))
        return is_on_record(move->after) &&
               move->after->salience != 1; /* 1: what nobody has given */
    return move_changes_salience(move);
}

/* "could live with 5 to 20 crowns, before: 9 to 14 crowns" */
static void say_accepts(struct speaker *speaker, const struct move *move)
{
    const struct position *before = accepts_of(move, false), *after = accepts_of(move, true);
    if (after) {
        document_say(speaker->document, "could live with ");
        say_position_on(speaker, move->scales[AFTER], after);
    } else {
        document_say(speaker->document, "no longer says what it could live with");
    }
    if (!is_on_record(move->before)) return;
    document_say(speaker->document, ", %s: ", word_before(speaker));
    if (before)
        say_position_on(speaker, move->scales[BEFORE], before);
    else
        document_say(speaker->document, "none stated");
}

static void say_salience(struct speaker *speaker, const struct move *move)
{
    say_plain(speaker, move->after->salience);
    if (!is_on_record(move->before)) return;
    document_say(speaker->document, ", %s: ", word_before(speaker));
    say_plain(speaker, move->before->salience);
}

/* The end of what an entry says, where another entry said otherwise or nothing. */
static bool has_new_until(const struct move *move)
{
    const struct stance *before = move_entry(move, false);
    if (!is_on_record(move->after) || move->after->stance->until == DATE_NONE) return false;
    return !before || before->date != move->after->stance->date ||
           before->until != move->after->stance->until;
}

/* Of one that is new there was something to go by before. */
static bool had_lapsed(const struct move *move)
{
    return is_on_record(move->after) && move_entry(move, false) && !is_on_record(move->before);
}

/* What the kind of the move does not say itself. True if anything was said. */
static bool say_besides(struct speaker *speaker, const struct move *move, bool with_details)
{
    bool said = false;
    if (with_details && had_lapsed(move)) {
        document_say(speaker->document, "; ");
        say_side(speaker, move, false, true);
        document_say(speaker->document, " had lapsed");
        said = true;
    }
    if (move->kind != MOVE_SALIENCE && has_new_salience(move)) {
        document_say(speaker->document, "; salience ");
        say_salience(speaker, move);
        said = true;
    }
    if (move->kind != MOVE_ACCEPTS && has_new_accepts(move)) {
        document_say(speaker->document, "; ");
        say_accepts(speaker, move);
        said = true;
    }
    if (with_details && has_new_until(move)) {
        document_say(speaker->document, "; holds until ");
        say_date(speaker, move->after->stance->until);
        said = true;
    }
    return said;
}

/* ---- one a kind of move: each begins with its verb */

typedef void say_kind(struct speaker *speaker, const struct move *move, bool with_dates);

static void say_new(struct speaker *speaker, const struct move *move, bool with_dates)
{
    bool is_position = standing_is_declared(move->after) && !move_is_disputed(move);
    document_say(speaker->document, "is new on record %s ", is_position ? "with" : "as");
    say_side_or_disputed(speaker, move, with_dates);
}

static void say_is_now(struct speaker *speaker)
{
    bool are_copies = changes_are_of_copies(speaker->document->changes);
    document_say(speaker->document, are_copies ? " and is " : " and is now ");
}

static void say_from_to(struct speaker *speaker, const struct move *move, bool with_dates)
{
    static const char *const verbs[] = {
        [MOVE_MOVED] = "moved", [MOVE_WIDENED] = "widened", [MOVE_NARROWED] = "narrowed"};
    document_say(speaker->document, "%s from ", verbs[move_direction(move)]);
    say_side(speaker, move, false, with_dates);
    if (move_is_disputed(move)) {
        say_distance(speaker, move);
        if (move->figures.distance > 0) document_say(speaker->document, ",");
        say_is_now(speaker);
        say_side_or_disputed(speaker, move, with_dates);
        return;
    }
    document_say(speaker->document, " to ");
    say_side(speaker, move, true, with_dates);
    say_distance(speaker, move);
}

static void say_declared(struct speaker *speaker, const struct move *move, bool with_dates)
{
    document_say(speaker->document, "was undeclared and is now declared: ");
    say_side_or_disputed(speaker, move, with_dates);
}

static void say_undeclared(struct speaker *speaker, const struct move *move, bool with_dates)
{
    document_say(speaker->document, "is undeclared %s, %s: ", word_now(speaker),
                 word_before(speaker));
    say_side(speaker, move, false, with_dates);
}

static void say_lapsed(struct speaker *speaker, const struct move *move, bool with_dates)
{
    const struct stance *lapsed = move->after ? move->after->lapsed : NULL;
    bool was_known = is_on_record(move->before);
    bool is_what_was = was_known && (!lapsed || move->before->stance->date == lapsed->date);
    if (is_what_was)
        document_say(speaker->document, "lapsed and is unknown %s, %s: ", word_now(speaker),
                     word_before(speaker));
    else
        document_say(speaker->document,
                     "is unknown %s, for what was put on file has lapsed: ", word_now(speaker));
    say_side(speaker, move, !is_what_was, with_dates);
    if (!lapsed || !with_dates) return;
    document_say(speaker->document, ", which held until ");
    say_date(speaker, lapsed->until);
    if (!was_known || is_what_was) return;
    document_say(speaker->document, "; %s: ", word_before(speaker));
    say_side(speaker, move, false, with_dates);
}

static void say_removed(struct speaker *speaker, const struct move *move, bool with_dates)
{
    document_say(speaker->document, "is no longer on file, before: ");
    say_side(speaker, move, false, with_dates);
}

static void say_disputed(struct speaker *speaker, const struct move *move, bool with_dates)
{
    document_say(speaker->document, standing_is_disputed(move->before) ? "had " : "was ");
    say_side(speaker, move, false, with_dates);
    say_is_now(speaker);
    say_side_or_disputed(speaker, move, with_dates);
}

static void say_in_place(struct speaker *speaker, const struct move *move, bool with_dates)
{
    document_say(speaker->document, "; the position is %s, ",
                 change_words(speaker->document->changes)->same);
    say_side_or_disputed(speaker, move, with_dates);
}

static void say_other_salience(struct speaker *speaker, const struct move *move, bool with_dates)
{
    document_say(speaker->document, "has another salience, ");
    say_salience(speaker, move);
    say_in_place(speaker, move, with_dates);
}

static void say_other_accepts(struct speaker *speaker, const struct move *move, bool with_dates)
{
    if (accepts_of(move, true)) document_say(speaker->document, "has another red line, ");
    say_accepts(speaker, move);
    say_in_place(speaker, move, with_dates);
}

static void say_rescaled(struct speaker *speaker, const struct move *move, bool with_dates)
{
    document_say(speaker->document, "is on another scale, %s: ", word_before(speaker));
    say_side(speaker, move, false, with_dates);
    document_say(speaker->document, ", %s: ", word_now(speaker));
    say_side_or_disputed(speaker, move, with_dates);
}

static void say_as_before(struct speaker *speaker, const struct move *move, bool with_dates)
{
    if (is_on_record(move->before) && is_on_record(move->after) && !move_is_in_place(move)) {
        say_disputed(speaker, move, with_dates); /* no longer, though nothing lies elsewhere */
        return;
    }
    document_say(speaker->document, "is %s, ", change_words(speaker->document->changes)->same);
    say_side_or_disputed(speaker, move, with_dates);
}

/* ---- what came late */

/* The day on which the entry that decides was put on file, or, where that was known, the last of
 * those that were. */
static date_day day_entered(const struct move *move)
{
    const struct stance *decisive = move_entry(move, true);
    for (size_t e = 0; e < move->n_entries; e++)
        if (move->entries[e] == decisive) return decisive->entered;
    return move->n_entries > 0 ? move->entries[move->n_entries - 1]->entered : DATE_NONE;
}

/* An issue or actor that was put on file after the earlier date brings its old entries with it. */
static bool say_added(struct speaker *speaker, const struct move *move)
{
    const struct stance_changes *changes = speaker->document->changes;
    const struct matched *actor = &changes->actors[move->actor];
    const struct matched *issue = &changes->issues[move->issue];
    const struct actor *who = actor_of_side(changes, move->actor, true);
    const struct issue *what = issue_of_side(changes, move->issue, true);
    if (changes_are_of_copies(changes) || !who || !what) return false;
    bool is_issue = issue->before == STANCE_NONE && what->entered != DATE_NONE;
    bool is_actor = actor->before == STANCE_NONE && who->entered != DATE_NONE;
    if (!is_issue && !is_actor) return false;
    document_say(speaker->document, "; the %s %s was added on ", is_issue ? "issue" : "actor",
                 is_issue ? what->name : who->name);
    say_date(speaker, is_issue ? what->entered : who->entered);
    return true;
}

static void say_late(struct speaker *speaker, const struct move *move, bool with_dates)
{
    date_day day = day_entered(move);
    bool is_older =
        move->n_entries > 0 && move->entries[move->n_entries - 1] != move_entry(move, true);
    if (say_added(speaker, move) || move->kind != MOVE_ENTERED_LATE) return;
    if (changes_are_of_copies(speaker->document->changes)) {
        document_say(speaker->document, "; an older entry is on file only here");
        return;
    }
    document_say(speaker->document,
                 is_older ? "; an older entry was put on file late" : " (put on file late");
    if (with_dates && day != DATE_NONE) {
        document_say(speaker->document, ", on ");
        say_date(speaker, day);
    }
    if (!is_older) document_say(speaker->document, ")");
}

/* ---- all of it */

static void say_kind_of(struct speaker *speaker, const struct move *move, bool with_dates)
{
    static say_kind *const of_kind[] = {
        [MOVE_NEW] = say_new,
        [MOVE_MOVED] = say_from_to,
        [MOVE_WIDENED] = say_from_to,
        [MOVE_NARROWED] = say_from_to,
        [MOVE_DECLARED] = say_declared,
        [MOVE_UNDECLARED] = say_undeclared,
        [MOVE_LAPSED] = say_lapsed,
        [MOVE_REMOVED] = say_removed,
        [MOVE_DISPUTED] = say_disputed,
        [MOVE_SALIENCE] = say_other_salience,
        [MOVE_ACCEPTS] = say_other_accepts,
        [MOVE_RESCALED] = say_rescaled,
        [MOVE_CONFIRMED] = say_as_before,
        [MOVE_EDITED] = say_as_before,
    };
    _Static_assert(sizeof of_kind / sizeof *of_kind == MOVE_KINDS, "a line for every kind");
    of_kind[move_direction(move)](speaker, move, with_dates);
    say_late(speaker, move, with_dates);
}

bool say_move(struct speaker *speaker, const struct move *move, bool with_details)
{
    const struct stance_changes *changes = speaker->document->changes;
    enum telling telling = move_telling(changes, move);
    if (telling == TELL_AS_MOVE)
        say_kind_of(speaker, move, with_details);
    else
        say_copies_differ(speaker, move, with_details);
    bool has_more = say_besides(speaker, move, with_details);
    /* Else both sides of an edit have been named. */
    if (!move_is_disputed(move) || (telling != TELL_AS_MOVE && telling != TELL_ONLY_HERE))
        return false;
    document_say(speaker->document, has_more ? "; the claims: " : ": ");
    say_claims(speaker, move->scales[AFTER], move->after->claims, move->after->n_claims,
               with_details);
    return with_details;
}
