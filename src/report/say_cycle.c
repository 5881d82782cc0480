/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cycle under review: what each entry is, what of the actor holds on, what it did to the picture.
 * The same document before and after writing, so that what was looked at is what is written. */
#include <stdlib.h>
#include <string.h>

#include "model/cycle.h"
#include "model/equal.h"
#include "report/say_changes.h"
#include "report/say_import.h"

/* Above this the files that were written are counted, not named. */
#define FILES_NAMED 4

struct review {
    struct speaker speaker;
    const struct stance_cycle *cycle;
    const struct stance_changes *changes;
};

/* ---- an entry and its cell */

/* Place of an actor or issue of the model among those of the changes, by its id. */
static size_t find_matched(const struct matched *items, size_t count, const char *id)
{
    for (size_t n = 0; n < count; n++)
        if (strcmp(items[n].id, id) == 0) return n;
    return STANCE_NONE;
}

static const struct move *find_move(const struct review *review, const struct cycle_entry *entry)
{
    const struct stance_changes *changes = review->changes;
    const struct stance_model *model = review->cycle->model;
    size_t actor = find_matched(changes->actors, changes->n_actors, model->actors[entry->actor].id);
    size_t issue =
        find_matched(changes->issues, changes->n_issues, model->issues[entry->stance.issue].id);
    for (size_t m = 0; m < changes->n_moves; m++)
        if (changes->moves[m].actor == actor && changes->moves[m].issue == issue)
            return &changes->moves[m];
    return NULL;
}

/* The entry that is the newest of its cell afterwards. */
static const struct stance *newest(const struct review *review, const struct cycle_entry *entry)
{
    size_t count;
    const struct stance *const *history =
        actor_history(&review->cycle->after.actors[entry->actor], entry->stance.issue, &count);
    return history[count - 1];
}

static const struct standing *standing_after(const struct review *review,
                                             const struct cycle_entry *entry)
{
    return snapshot_standing(review->changes->after->snapshot, entry->actor, entry->stance.issue);
}

static const struct scale *scale_of(const struct review *review, const struct cycle_entry *entry)
{
    return &review->cycle->model->issues[entry->stance.issue].scale;
}

/* ---- what was entered besides the position */

/* "salience 0.9, confidence 0.4": each with what parts it from the one before. */
static const char *next_part(size_t *said, const char *first)
{
    return (*said)++ ? ", " : first;
}

static void say_given(struct review *review, const struct cycle_entry *entry)
{
    struct stance_document *document = review->speaker.document;
    const struct stance *stance = &entry->stance;
    static const char first[] = " Entered with: ";
    size_t said = 0;
    if (entry->given & ENTRY_CONFIDENCE) {
        document_say(document, "%sconfidence ", next_part(&said, first));
        say_plain(&review->speaker, stance->confidence);
    }
    if (entry->given & ENTRY_STATUS)
        document_say(document, "%s%s", next_part(&said, first), status_name(stance->status));
    if (stance->n_alternatives > 0)
        document_say(document, "%s%zu %s", next_part(&said, first), stance->n_alternatives,
                     stance->n_alternatives == 1 ? "condition" : "conditions");
    if (stance->note)
        document_say(document, "%sthe note \"%s\"", next_part(&said, first), stance->note);
    if (said > 0) document_say(document, ".");
}

/* What is true of the actor and holds on from the entry before. */
static void say_held(struct review *review, const struct cycle_entry *entry)
{
    const struct standing *standing = standing_after(review, entry);
    struct stance_document *document = review->speaker.document;
    static const char first[] = " What holds on: ";
    size_t said = 0;
    if (!standing_is_known(standing)) return;
    if (!(entry->stance.salience >= 0) && standing->salience < 1) {
        document_say(document, "%ssalience ", next_part(&said, first));
        say_plain(&review->speaker, standing->salience);
    }
    if (!entry->stance.has_accepts && standing->accepts) {
        document_say(document, "%swhat it could live with (", next_part(&said, first));
        say_position_on(&review->speaker, scale_of(review, entry), standing->accepts);
        document_say(document, ")");
    }
    if (!entry->stance.has_alternatives && standing->n_alternatives > 0)
        document_say(document, "%s%zu %s", next_part(&said, first), standing->n_alternatives,
                     standing->n_alternatives == 1 ? "condition" : "conditions");
    if (said > 0) document_say(document, ".");
}

/* A condition that the actor has fulfilled by its new position ends there. */
static void say_fulfilled(struct review *review, const struct move *move)
{
    for (size_t c = 0; c < review->changes->n_conditions; c++) {
        const struct condition_change *condition = &review->changes->conditions[c];
        if (condition->actor != move->actor || condition->issue != move->issue ||
            !condition->fulfilled)
            continue;
        document_say(review->speaker.document,
                     " Its condition for this very position is fulfilled, and ends here.");
        return;
    }
}

/* A slip of the pen in a year would date every report to come. */
static void say_doubts(struct review *review, const struct cycle_entry *entry)
{
    struct speaker *speaker = &review->speaker;
    const struct issue *issue = &review->cycle->model->issues[entry->stance.issue];
    const struct actor *actor = &review->cycle->model->actors[entry->actor];
    date_day known = issue->entered > actor->entered ? issue->entered : actor->entered;
    if (entry->stance.date > entry->stance.entered) {
        document_say(speaker->document, " It is dated after it was entered (");
        say_date(speaker, entry->stance.entered);
        document_say(speaker->document, "): is that right? Reports will be as of that day.");
    }
    if (known != DATE_NONE && entry->stance.entered < known) {
        document_say(speaker->document, " %s itself was put on file only on ",
                     known == issue->entered ? issue->name : actor->name);
        say_date(speaker, known);
        document_say(speaker->document, ": no report as known before shows the entry.");
    }
}

static void say_newest(struct review *review, const struct cycle_entry *entry)
{
    const struct move *move = find_move(review, entry);
    bool has_said_claims = false; /* with their sources */
    if (move) {
        document_say(review->speaker.document, " ");
        has_said_claims = say_move(&review->speaker, move, true);
    } else { /* of an actor that the changes leave out */
        document_say(review->speaker.document, ": ");
        say_position_on(&review->speaker, scale_of(review, entry), &entry->stance.position);
        document_say(review->speaker.document, " (");
        say_date(&review->speaker, entry->stance.date);
        document_say(review->speaker.document, ")");
    }
    document_say(review->speaker.document, ".");
    for (size_t c = 0; !has_said_claims && c < entry->stance.n_claims; c++)
        say_source(&review->speaker, &entry->stance.claims[c].source,
                   entry->stance.claims[c].speaker);
    say_given(review, entry);
    say_held(review, entry);
    if (move) say_fulfilled(review, move);
}

/* ---- entries that do not move the actor today */

/* What an entry behind another gave of the actor may be carried to today all the same. */
static void say_carried(struct review *review, const struct cycle_entry *entry)
{
    struct speaker *speaker = &review->speaker;
    const struct standing *now = standing_after(review, entry);
    const struct standing *before =
        snapshot_standing(review->changes->before->snapshot, entry->actor, entry->stance.issue);
    size_t words = scale_words(scale_of(review, entry)), said = 0;
    static const char first[] = " It changes what holds on today: ";
    if (before->stance != now->stance &&
        !(before->stance && now->stance && before->stance->claims == now->stance->claims))
        return;
    if (before->salience != now->salience) {
        document_say(speaker->document, "%ssalience ", next_part(&said, first));
        say_plain(speaker, now->salience);
        document_say(speaker->document, ", before: ");
        say_plain(speaker, before->salience);
    }
    if (!before->accepts != !now->accepts ||
        (now->accepts && !position_equal(before->accepts, now->accepts, words))) {
        document_say(speaker->document, "%swhat it could live with (", next_part(&said, first));
        if (now->accepts)
            say_position_on(speaker, scale_of(review, entry), now->accepts);
        else
            document_say(speaker->document, "no longer said");
        document_say(speaker->document, ")");
    }
    if (before->n_alternatives != now->n_alternatives || before->alternatives != now->alternatives)
        document_say(speaker->document, "%sits conditions (%zu, before: %zu)",
                     next_part(&said, first), now->n_alternatives, before->n_alternatives);
    if (said > 0) document_say(speaker->document, ".");
}

static void say_history(struct review *review, const struct cycle_entry *entry)
{
    struct speaker *speaker = &review->speaker;
    const struct stance *stance = newest(review, entry);
    bool is_same_day = stance->date == entry->stance.date;
    document_say(speaker->document, ": ");
    say_position_on(speaker, scale_of(review, entry), &entry->stance.position);
    document_say(speaker->document, ", ");
    say_date(speaker, entry->stance.date);
    document_say(speaker->document, ": history, superseded by ");
    say_position_on(speaker, scale_of(review, entry), &stance->position);
    if (is_same_day) {
        document_say(speaker->document, " of the same day. If the sources contradict each other, "
                                        "set --claim keeps both.");
    } else {
        document_say(speaker->document, " of ");
        say_date(speaker, stance->date);
        document_say(speaker->document, ".");
    }
    say_given(review, entry);
    say_carried(review, entry);
}

static void say_known(struct review *review, const struct cycle_entry *entry, bool is_twice)
{
    struct speaker *speaker = &review->speaker;
    const struct stance *stance = newest(review, entry);
    document_say(speaker->document, ": ");
    say_position_on(speaker, scale_of(review, entry), &entry->stance.position);
    document_say(speaker->document, ", ");
    say_date(speaker, entry->known->date);
    document_say(speaker->document,
                 is_twice ? ": twice in this update, entered once" : ": on file already");
    if (stance->date == entry->known->date && stance->claims != entry->known->claims) {
        document_say(speaker->document, "; superseded by ");
        say_position_on(speaker, scale_of(review, entry), &stance->position);
        document_say(speaker->document, " of the same day");
    }
    document_say(speaker->document, ".");
}

static void say_entry_of(struct review *review, const struct cycle_entry *entry)
{
    const struct stance_model *model = review->cycle->model;
    enum entry_role role = cycle_entry_role(review->cycle, entry);
    document_item(review->speaker.document);
    document_say_text(review->speaker.document, SPAN_STRONG, model->actors[entry->actor].name);
    document_say(review->speaker.document, " on ");
    document_say_text(review->speaker.document, SPAN_STRONG,
                      model->issues[entry->stance.issue].name);
    switch (role) {
    case ROLE_NEWEST:
        say_newest(review, entry);
        say_doubts(review, entry);
        break;
    case ROLE_HISTORY:
        say_history(review, entry);
        say_doubts(review, entry);
        break;
    case ROLE_ON_FILE:
    case ROLE_TWICE:
        say_known(review, entry, role == ROLE_TWICE);
        break;
    }
}

/* ---- the whole */

static void say_counts(struct review *review)
{
    const struct stance_cycle *cycle = review->cycle;
    struct stance_document *document = review->speaker.document;
    size_t known = cycle->n_entries - cycle->n_new, actors = cycle_count_actors(cycle);
    char entries_word[24], actors_word[24], known_word[24];
    document_paragraph(document);
    if (cycle->n_entries == 0) {
        document_say(document, "Nothing to enter: the update holds no rows.");
        return;
    }
    if (cycle->n_new == 0) {
        document_say(document, "Nothing new: %s on file already.",
                     known == 1 ? "this is" : "all of this is");
        return;
    }
    document_say(document, "New: %s %s of %s %s", count_word(cycle->n_new, entries_word),
                 cycle->n_new == 1 ? "entry" : "entries", count_word(actors, actors_word),
                 actors == 1 ? "actor" : "actors");
    if (known > 0)
        document_say(document, "; %s %s on file already", count_word(known, known_word),
                     known == 1 ? "is" : "are");
    document_say(document, ".");
}

static void say_picture(struct review *review)
{
    char *effect = NULL;
    if (review->cycle->n_new == 0) return;
    if (review->changes->n_actors < review->cycle->model->n_actors) {
        document_paragraph(review->speaker.document);
        document_say(review->speaker.document,
                     "In so large a model this page looks at %zu actors of the update only: stance "
                     "changes tells what it did to the rest.",
                     review->changes->n_actors);
    }
    if (stance_say_effect(review->changes, &effect) != STANCE_OK) {
        review->speaker.document->failed = true;
        return;
    }
    for (char *line = effect, *rest; line && *line; line = rest) {
        rest = strchr(line, '\n');
        if (rest) *rest++ = '\0';
        document_paragraph(review->speaker.document);
        document_say(review->speaker.document, "%s", line);
    }
    free(effect);
}

/* Which files were written; of many, how many. */
static void say_where(struct review *review, bool is_written)
{
    const struct stance_cycle *cycle = review->cycle;
    struct stance_document *document = review->speaker.document;
    size_t files = cycle_count_actors(cycle), said = 0;
    document_paragraph(document);
    if (!is_written && cycle->merge && cycle->merge->n_conflicts > 0) {
        document_say(document, "Nothing was written, as rows are in conflict: --write "
                               "--skip-conflicts enters the rest.");
        return;
    }
    if (!is_written) {
        document_say(document, review->cycle->merge
                                   ? "Nothing was written: with --write it will be."
                                   : "Nothing was written: without --dry-run it will be.");
        return;
    }
    document_say(document, "Written to ");
    if (files > FILES_NAMED) {
        document_say(document, "%zu files in actors/.", files);
        return;
    }
    for (size_t n = 0; n < cycle->n_new; n++) {
        size_t actor = cycle->order[n]->actor;
        if (n > 0 && cycle->order[n - 1]->actor == actor) continue;
        document_say(document, "%sactors/%s.json",
                     said == 0          ? ""
                     : said + 1 < files ? ", "
                                        : " and ",
                     cycle->model->actors[actor].id);
        said++;
    }
    document_say(document, ".");
}

stance_result stance_say_cycle(const stance_cycle *cycle, const stance_changes *changes,
                               bool is_written, stance_document **out)
{
    struct review review = {.cycle = cycle, .changes = changes};
    *out = NULL;
    if (!speaker_init(&review.speaker, STANCE_PROSE, SUBJECT_CYCLE, changes->after))
        return STANCE_NO_MEMORY;
    review.speaker.document->changes = changes;
    review.speaker.document->cycle = cycle;
    if (cycle->merge) say_differences(&review.speaker, cycle->merge);
    if (!cycle->merge || cycle->n_entries > 0) say_counts(&review);
    if (cycle->n_entries > 0) document_items(review.speaker.document);
    for (size_t e = 0; e < cycle->n_entries; e++)
        say_entry_of(&review, &cycle->entries[e]);
    say_picture(&review);
    if (cycle->n_new > 0) say_where(&review, is_written);
    return speaker_finish(&review.speaker, out);
}
