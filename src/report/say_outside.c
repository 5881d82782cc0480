/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed outside the stances: weights and scales, who came and went; of copies also what no
 * pair's figure rests on, as somebody edited it. */
#include <string.h>

#include "model/equal.h"
#include "report/say_changes.h"

/* More names than this are counted. */
#define NAMES_IN_A_LINE 12

static void say_weights(struct speaker *speaker, const char *what, const char *name, double before,
                        double after)
{
    if (before == after) return;
    document_item(speaker->document);
    document_say(speaker->document, "The weight of %s%s is ", what, name);
    say_plain(speaker, after);
    document_say(speaker->document, ", %s: ", change_words(speaker->document->changes)->before);
    say_plain(speaker, before);
    document_say(speaker->document, ".");
}

/* Who or what is on one side only: "New actors: Spain, Italy." */
struct comers {
    const char *one, *several, *of_copies;
    bool are_issues, after;
};

static const char *comer(const struct stance_changes *changes, const struct comers *comers,
                         size_t index)
{
    const struct matched *matched =
        comers->are_issues ? &changes->issues[index] : &changes->actors[index];
    size_t here = comers->after ? matched->after : matched->before;
    size_t there = comers->after ? matched->before : matched->after;
    return here != STANCE_NONE && there == STANCE_NONE ? matched->name : NULL;
}

static void say_comers(struct speaker *speaker, const struct comers *comers)
{
    const struct stance_changes *changes = speaker->document->changes;
    size_t n = comers->are_issues ? changes->n_issues : changes->n_actors, count = 0, said = 0;
    for (size_t i = 0; i < n; i++)
        count += comer(changes, comers, i) != NULL;
    if (count == 0) return;
    document_item(speaker->document);
    document_say(speaker->document, "%s: ",
                 changes_are_of_copies(changes) ? comers->of_copies
                 : count == 1                   ? comers->one
                                                : comers->several);
    for (size_t i = 0; i < n && said < NAMES_IN_A_LINE; i++) {
        const char *name = comer(changes, comers, i);
        if (name) document_say(speaker->document, "%s%s", said++ ? ", " : "", name);
    }
    if (said < count) document_say(speaker->document, " and %zu more", count - said);
    document_say(speaker->document, ".");
}

static void say_all_comers(struct speaker *speaker)
{
    static const struct comers all[] = {
        {"New actor", "New actors", "Actors only here", false, true},
        {"No longer an actor", "No longer actors", "Actors only there", false, false},
        {"New issue", "New issues", "Issues only here", true, true},
        {"No longer an issue", "No longer issues", "Issues only there", true, false},
    };
    for (size_t n = 0; n < sizeof all / sizeof *all; n++)
        say_comers(speaker, &all[n]);
}

static void say_actor_itself(struct speaker *speaker, size_t actor)
{
    const struct stance_changes *changes = speaker->document->changes;
    const struct actor *before = actor_of_side(changes, actor, false);
    const struct actor *after = actor_of_side(changes, actor, true);
    if (before && after)
        say_weights(speaker, "", changes->actors[actor].name, before->weight, after->weight);
}

static void say_issue_itself(struct speaker *speaker, size_t issue)
{
    const struct stance_changes *changes = speaker->document->changes;
    const struct issue *before = issue_of_side(changes, issue, false);
    const struct issue *after = issue_of_side(changes, issue, true);
    const char *name = changes->issues[issue].name;
    if (!before || !after) return;
    say_weights(speaker, "the issue ", name, before->weight, after->weight);
    if (!changes->rescaled[issue]) return;
    document_item(speaker->document);
    document_say(speaker->document, "The scale of %s is another.", name);
}

/* ---- what no figure rests on, or only those of groups: told of copies, where it was an edit */

static bool status_quo_equal(const struct issue *a, const struct issue *b)
{
    if (a->has_status_quo != b->has_status_quo) return false;
    return !a->has_status_quo || !scale_equal(&a->scale, &b->scale) ||
           position_equal(&a->status_quo, &b->status_quo, scale_words(&a->scale));
}

static void open_section(struct speaker *speaker, bool *is_open)
{
    if (*is_open) return;
    *is_open = true;
    say_heading(speaker, "Outside the stances", "model.json, and what actors' files say of them");
    document_items(speaker->document);
}

/* "France reads otherwise here: groups, kind." Nothing where all are alike. */
static void say_edited(struct speaker *speaker, bool *is_open, const char *name,
                       const char *const *members, const bool *are_alike, size_t count)
{
    size_t said = 0;
    for (size_t m = 0; m < count; m++) {
        if (are_alike[m]) continue;
        if (said == 0) {
            open_section(speaker, is_open);
            document_item(speaker->document);
            document_say(speaker->document, "%s reads otherwise here: ", name);
        }
        document_say(speaker->document, "%s%s", said++ ? ", " : "", members[m]);
    }
    if (said > 0) document_say(speaker->document, ".");
}

static void say_edited_actor(struct speaker *speaker, bool *is_open, const char *name,
                             const struct actor *a, const struct actor *b)
{
    static const char *const members[] = {"its name", "kind", "groups",
                                          "the day it was put on file"};
    const bool are_alike[] = {text_equal(a->name, b->name), text_equal(a->kind, b->kind),
                              actor_groups_equal(a, b), a->entered == b->entered};
    say_edited(speaker, is_open, name, members, are_alike, sizeof are_alike / sizeof *are_alike);
}

static void say_edited_issue(struct speaker *speaker, bool *is_open, const char *name,
                             const struct issue *a, const struct issue *b)
{
    static const char *const members[] = {"its name", "question",   "topic",
                                          "labels",   "status quo", "the day it was put on file"};
    const bool are_alike[] = {text_equal(a->name, b->name),
                              text_equal(a->question, b->question),
                              text_equal(a->topic, b->topic),
                              !scale_equal(&a->scale, &b->scale) ||
                                  scale_labels_equal(&a->scale, &b->scale),
                              status_quo_equal(a, b),
                              a->entered == b->entered};
    say_edited(speaker, is_open, name, members, are_alike, sizeof are_alike / sizeof *are_alike);
}

static void say_edits(struct speaker *speaker, bool *is_open)
{
    const struct stance_changes *changes = speaker->document->changes;
    if (!changes_are_of_copies(changes)) return;
    for (size_t i = 0; i < changes->n_actors; i++) {
        const struct actor *a = actor_of_side(changes, i, false);
        const struct actor *b = actor_of_side(changes, i, true);
        if (a && b) say_edited_actor(speaker, is_open, changes->actors[i].name, a, b);
    }
    for (size_t i = 0; i < changes->n_issues; i++) {
        const struct issue *a = issue_of_side(changes, i, false);
        const struct issue *b = issue_of_side(changes, i, true);
        if (a && b) say_edited_issue(speaker, is_open, changes->issues[i].name, a, b);
    }
}

void say_outside(struct speaker *speaker)
{
    const struct stance_changes *changes = speaker->document->changes;
    size_t said = 0;
    bool is_open = false;
    for (size_t a = 0; a < changes->n_actors; a++)
        said += actor_differs(changes, a);
    for (size_t i = 0; i < changes->n_issues; i++)
        said += issue_differs(changes, i);
    if (said > 0) open_section(speaker, &is_open);
    say_all_comers(speaker);
    for (size_t a = 0; a < changes->n_actors; a++)
        say_actor_itself(speaker, a);
    for (size_t i = 0; i < changes->n_issues; i++)
        say_issue_itself(speaker, i);
    say_edits(speaker, &is_open);
}
