/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cycle under review: what each entry is, what of the actor holds on, what it did to the picture.
 * The same document before and after writing, so that what was looked at is what is written. */
#include <stdlib.h>
#include <string.h>

#include "model/cycle.h"
#include "report/say_changes.h"

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

/* The entry of the cell that is in force afterwards. */
static const struct stance *in_force(const struct review *review, const struct cycle_entry *entry)
{
    const struct stance_snapshot *after = review->changes->after->snapshot;
    const struct standing *standing = snapshot_standing(after, entry->actor, entry->stance.issue);
    return standing->stance ? standing->stance : standing->lapsed;
}

static bool is_in_force(const struct review *review, const struct cycle_entry *entry)
{
    const struct stance *stance = in_force(review, entry);
    return stance && stance->claims == entry->stance.claims;
}

/* ---- what holds on */

static void say_held(struct review *review, const struct cycle_entry *entry,
                     const struct standing *standing, size_t *said)
{
    struct speaker *speaker = &review->speaker;
    bool holds_salience = !(entry->stance.salience >= 0) && standing->salience < 1;
    bool holds_accepts = !entry->stance.has_accepts && standing->accepts;
    bool holds_conditions = !entry->stance.has_alternatives && standing->n_alternatives > 0;
    if (holds_salience) {
        document_say(speaker->document, "%s salience ", (*said)++ ? "," : " What holds on:");
        say_plain(speaker, standing->salience);
    }
    if (holds_accepts) {
        document_say(speaker->document, "%s what it could live with (",
                     (*said)++ ? "," : " What holds on:");
        say_position_on(speaker, &review->cycle->model->issues[entry->stance.issue].scale,
                        standing->accepts);
        document_say(speaker->document, ")");
    }
    if (holds_conditions)
        document_say(speaker->document, "%s %zu %s",
                     (*said)++ ? "," : " What holds on:", standing->n_alternatives,
                     standing->n_alternatives == 1 ? "condition" : "conditions");
    if (*said > 0) document_say(speaker->document, ".");
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

static void say_in_force(struct review *review, const struct cycle_entry *entry)
{
    const struct standing *standing =
        snapshot_standing(review->changes->after->snapshot, entry->actor, entry->stance.issue);
    const struct move *move = find_move(review, entry);
    size_t said = 0;
    if (move) {
        document_say(review->speaker.document, " ");
        say_move(&review->speaker, move, true);
    }
    document_say(review->speaker.document, ".");
    for (size_t c = 0; c < entry->stance.n_claims; c++)
        say_source(&review->speaker, &entry->stance.claims[c].source,
                   entry->stance.claims[c].speaker);
    if (standing_is_known(standing)) say_held(review, entry, standing, &said);
    if (move) say_fulfilled(review, move);
}

/* ---- entries that change nothing today */

/* An entry behind the one in force: accepted, and said so. What it gave of the actor may be carried
 * to today all the same. */
static void say_superseded(struct review *review, const struct cycle_entry *entry)
{
    struct speaker *speaker = &review->speaker;
    const struct stance *stance = in_force(review, entry);
    const struct move *move = find_move(review, entry);
    document_say(speaker->document, ": ");
    say_position_on(speaker, &review->cycle->model->issues[entry->stance.issue].scale,
                    &entry->stance.position);
    document_say(speaker->document, ", ");
    say_date(speaker, entry->stance.date);
    if (stance && stance->date >= entry->stance.date) {
        document_say(speaker->document, ": history, as the entry of ");
        say_date(speaker, stance->date);
        document_say(speaker->document, " stays in force.");
    } else {
        document_say(speaker->document, ": not in force on the last date of the model.");
    }
    if (move && (move->kind == MOVE_SALIENCE || move->kind == MOVE_ACCEPTS)) {
        document_say(speaker->document, " It changes what holds on today: ");
        say_move(speaker, move, false);
        document_say(speaker->document, ".");
    }
}

static void say_known(struct review *review, const struct cycle_entry *entry)
{
    struct speaker *speaker = &review->speaker;
    document_say(speaker->document, ": ");
    say_position_on(speaker, &review->cycle->model->issues[entry->stance.issue].scale,
                    &entry->stance.position);
    document_say(speaker->document, ", ");
    say_date(speaker, entry->known->date);
    document_say(speaker->document, ": on file already.");
}

static void say_entry_of(struct review *review, const struct cycle_entry *entry)
{
    const struct stance_model *model = review->cycle->model;
    document_item(review->speaker.document);
    document_say_text(review->speaker.document, SPAN_STRONG, model->actors[entry->actor].name);
    document_say(review->speaker.document, " on ");
    document_say_text(review->speaker.document, SPAN_STRONG,
                      model->issues[entry->stance.issue].name);
    if (entry->state == ENTRY_IS_KNOWN)
        say_known(review, entry);
    else if (is_in_force(review, entry))
        say_in_force(review, entry);
    else
        say_superseded(review, entry);
}

/* ---- the whole */

static size_t count_files(const struct stance_cycle *cycle)
{
    size_t count = 0;
    for (size_t n = 0; n < cycle->n_new; n++)
        count += n == 0 || cycle->order[n]->actor != cycle->order[n - 1]->actor;
    return count;
}

static void say_counts(struct review *review)
{
    const struct stance_cycle *cycle = review->cycle;
    struct stance_document *document = review->speaker.document;
    size_t known = cycle->n_entries - cycle->n_new, actors = count_files(cycle);
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
    size_t files = count_files(cycle), said = 0;
    document_paragraph(document);
    if (!is_written) {
        document_say(document, "Nothing was written: without --dry-run it will be.");
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
    if (!speaker_init(&review.speaker, SUBJECT_CYCLE, changes->after)) return STANCE_NO_MEMORY;
    review.speaker.document->changes = changes;
    review.speaker.document->cycle = cycle;
    say_counts(&review);
    if (cycle->n_entries > 0) document_items(review.speaker.document);
    for (size_t e = 0; e < cycle->n_entries; e++)
        say_entry_of(&review, &cycle->entries[e]);
    say_picture(&review);
    if (cycle->n_new > 0) say_where(&review, is_written);
    return speaker_finish(&review.speaker, out);
}
