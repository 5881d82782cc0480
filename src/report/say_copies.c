/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between two dates of a model things change; between two copies they differ. What is "there" may
 * be older, newer or mistaken, so nothing is said to have moved that only one of them knows. */
#include <string.h>

#include "model/equal.h"
#include "report/say_changes.h"

const struct change_words *change_words(const struct stance_changes *changes)
{
    static const struct change_words of_dates = {
        .before = "before",
        .now = "now",
        .same = "as before",
        .alike = "as before",
        .moves = "What moved",
        .conditions = "Conditions that changed",
        .cohesion = "What made cohesion change",
        .agreement = "agreement before and now",
        .divergence = "divergence before and now",
        .difference = "change",
        .new_condition = "New",
        .fulfilled_condition = "Fulfilled, the position is taken",
        .gone_condition = "Gone",
        .comparable = "Can be compared now, and could not before",
        .incomparable = "Can no longer be compared, with the agreement that they had",
        .confirmed = "Confirmed without a change",
        .edited = "Edited, the position is as before",
        .changed_less = "changed less",
        .first_figure = "first figure",
        .no_figure = "no figure now",
    };
    static const struct change_words of_copies = {
        .before = "there",
        .now = "here",
        .same = "the same",
        .alike = "on both sides",
        .moves = "What differs",
        .conditions = "Conditions that differ",
        .cohesion = "What makes cohesion differ",
        .agreement = "agreement there and here",
        .divergence = "divergence there and here",
        .difference = "here less there",
        .new_condition = "Only here",
        .fulfilled_condition = "Fulfilled here, the position is taken",
        .gone_condition = "Only there",
        .comparable = "Can be compared here, and not there",
        .incomparable = "Can be compared there, and not here",
        .confirmed = "Only here, and the position is the same",
        .edited = "Entries differ, the position is the same",
        .changed_less = "differ less",
        .first_figure = "no figure there",
        .no_figure = "no figure here",
    };
    return changes_are_of_copies(changes) ? &of_copies : &of_dates;
}

/* ---- a cell of which one copy lacks an entry */

static const char *other_path(const struct speaker *speaker)
{
    return speaker->document->changes->before->snapshot->model->path;
}

static void say_only_there(struct speaker *speaker, const struct move *move, bool with_details)
{
    const struct stance *entry = move_entry(move, false);
    if (with_details)
        document_say(speaker->document, "has an entry only in %s: ", other_path(speaker));
    else
        document_say(speaker->document, "has an entry only there: ");
    if (entry->n_claims > 1 && with_details) {
        document_say(speaker->document, "disputed (");
        say_date(speaker, entry->date);
        document_say(speaker->document, "), ");
        say_claims(speaker, move->scales[BEFORE], entry->claims, entry->n_claims, true);
    } else {
        say_side(speaker, move, false, with_details);
        if (with_details) say_source(speaker, &entry->claims[0].source, entry->claims[0].speaker);
    }
    if (!move_entry(move, true)) {
        document_say(speaker->document, "; here nothing is on record");
        return;
    }
    document_say(speaker->document, "; here ");
    say_side(speaker, move, true, with_details);
}

/* "was edited: medium there, large here (16 November 2026), half of the scale" */
static void say_edited(struct speaker *speaker, const struct move *move, bool with_details)
{
    document_say(speaker->document, "was edited: ");
    say_side(speaker, move, false, false);
    document_say(speaker->document, " there, ");
    say_side(speaker, move, true, false);
    document_say(speaker->document, " here");
    if (with_details) {
        document_say(speaker->document, " (");
        say_date(speaker, move_entry(move, true)->date);
        document_say(speaker->document, ")");
    }
    say_distance(speaker, move);
}

void say_copies_differ(struct speaker *speaker, const struct move *move, bool with_details)
{
    switch (move_telling(speaker->document->changes, move)) {
    case TELL_AS_MOVE:
        break;
    case TELL_ONLY_HERE:
        document_say(speaker->document, standing_is_known(move->after)
                                            ? "is on record only here: "
                                            : "is on file only here, and has lapsed: ");
        say_side_or_disputed(speaker, move, with_details);
        break;
    case TELL_ONLY_THERE:
        say_only_there(speaker, move, with_details);
        break;
    case TELL_EDITED:
        say_edited(speaker, move, with_details);
        break;
    }
}

/* ---- is it a copy at all? */

static bool is_titled_alike(const struct stance_changes *changes)
{
    return strcmp(changes->before->snapshot->model->title,
                  changes->after->snapshot->model->title) == 0;
}

void say_other_title(struct speaker *speaker)
{
    const struct stance_changes *changes = speaker->document->changes;
    if (!changes_are_of_copies(changes) || is_titled_alike(changes)) return;
    document_paragraph(speaker->document);
    document_say(speaker->document, "The other copy is titled \"%s\": is it the same model?",
                 changes->before->snapshot->model->title);
}

void say_copies_alike(struct speaker *speaker)
{
    const struct stance_changes *changes = speaker->document->changes;
    document_say(speaker->document,
                 model_equal(changes->before->snapshot->model, changes->after->snapshot->model)
                     ? "The other copy says the same."
                     : "In what is compared here the other copy says the same: positions, "
                       "conditions, weights and figures.");
}
