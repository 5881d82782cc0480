/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing among changes. Nothing is computed here that the engine has not: figures are ranked by
 * how much they changed, and looked up for a move. */
#include "report/changed.h"

#include <math.h>

#include "engine/matrix.h"
#include "engine/pair.h"

/* Effects that are this near to each other are equal on paper. */
#define ROUNDING 1e-9

bool changes_are_of_copies(const struct stance_changes *changes)
{
    return !changes->of_one_model;
}

bool move_is_news(const struct move *move)
{
    return move->kind != MOVE_CONFIRMED && move->kind != MOVE_EDITED;
}

size_t count_news(const struct stance_changes *changes)
{
    size_t count = 0;
    for (size_t m = 0; m < changes->n_moves; m++)
        count += move_is_news(&changes->moves[m]);
    return count;
}

bool changes_are_none(const struct stance_changes *changes)
{
    bool changed =
        changes->n_moves > 0 || changes->n_conditions > 0 || figure_changed(&changes->cohesion);
    for (size_t p = 0; p < changes->n_pairs && !changed; p++)
        changed = figure_changed(&changes->pairs[p]);
    for (size_t a = 0; a < changes->n_actors && !changed; a++)
        changed = actor_differs(changes, a);
    for (size_t i = 0; i < changes->n_issues && !changed; i++)
        changed = issue_differs(changes, i) || figure_changed(&changes->divergences[i]);
    return !changed;
}

const struct actor *actor_of_side(const struct stance_changes *changes, size_t actor, bool after)
{
    const struct matched *matched = &changes->actors[actor];
    size_t place = after ? matched->after : matched->before;
    return place == STANCE_NONE ? NULL
                                : findings_actor(after ? changes->after : changes->before, place);
}

const struct issue *issue_of_side(const struct stance_changes *changes, size_t issue, bool after)
{
    const struct matched *matched = &changes->issues[issue];
    size_t place = after ? matched->after : matched->before;
    return place == STANCE_NONE ? NULL
                                : findings_issue(after ? changes->after : changes->before, place);
}

bool actor_differs(const struct stance_changes *changes, size_t actor)
{
    const struct actor *before = actor_of_side(changes, actor, false);
    const struct actor *after = actor_of_side(changes, actor, true);
    return !before || !after || before->weight != after->weight;
}

bool issue_differs(const struct stance_changes *changes, size_t issue)
{
    const struct issue *before = issue_of_side(changes, issue, false);
    const struct issue *after = issue_of_side(changes, issue, true);
    return !before || !after || before->weight != after->weight || changes->rescaled[issue];
}

const stance_pair *pair_of_side(const struct stance_changes *changes, size_t a, size_t b,
                                bool after)
{
    const struct matched *left = &changes->actors[a], *right = &changes->actors[b];
    size_t x = after ? left->after : left->before, y = after ? right->after : right->before;
    if (x == STANCE_NONE || y == STANCE_NONE) return NULL;
    return stance_findings_pair(after ? changes->after : changes->before, x, y);
}

/* ---- figures */

bool cohesion_is_split(const struct stance_changes *changes)
{
    return !isnan(changes->cohesion.before) && !isnan(changes->cohesion.after);
}

bool figures_equal(double before, double after)
{
    if (isnan(before) || isnan(after)) return isnan(before) && isnan(after);
    return fabs(after - before) <= ROUNDING;
}

static bool part_counts(const struct part *part)
{
    return fabs(part->effect) > ROUNDING;
}

bool figure_changed(const struct change *change)
{
    for (size_t p = 0; p < change->n_parts; p++)
        if (part_counts(&change->parts[p])) return true;
    return !figures_equal(change->before, change->after);
}

static double change_size(const struct change *change)
{
    double size = fabs(change->after - change->before);
    return isnan(size) ? 0 : size;
}

static bool is_news(const struct change *change, enum change_news news)
{
    bool was = !isnan(change->before), is = !isnan(change->after);
    if (!figure_changed(change)) return false;
    if (news == NEWS_APPEARED) return !was && is;
    if (news == NEWS_CEASED) return was && !is;
    return was && is;
}

/* Put a figure in its place among those ranked so far; later ones of equal size stay behind. */
static void rank(struct changed_figure *out, size_t *count, size_t room,
                 const struct changed_figure *figure)
{
    size_t at = *count < room ? *count : room;
    for (; at > 0 && out[at - 1].size < figure->size; at--)
        if (at < room) out[at] = out[at - 1];
    if (at < room) out[at] = *figure;
    (*count)++;
}

/* A counted actor has a weight above 0, on one of the sides. */
static bool is_counted(const struct stance_changes *changes, size_t actor)
{
    const struct actor *before = actor_of_side(changes, actor, false);
    const struct actor *after = actor_of_side(changes, actor, true);
    return (before && before->weight > 0) || (after && after->weight > 0);
}

size_t rank_changed_pairs(const struct stance_changes *changes, enum change_news news,
                          struct changed_figure *out, size_t room)
{
    size_t count = 0, n = changes->n_actors;
    for (size_t a = 0; a < n; a++) {
        if (!is_counted(changes, a)) continue;
        for (size_t b = a + 1; b < n; b++) {
            const struct change *change = &changes->pairs[pair_place(n, a, b)];
            const struct changed_figure figure = {a, b, change, change_size(change)};
            if (is_news(change, news) && is_counted(changes, b)) rank(out, &count, room, &figure);
        }
    }
    return count;
}

size_t rank_changed_issues(const struct stance_changes *changes, enum change_news news,
                           struct changed_figure *out, size_t room)
{
    size_t count = 0;
    for (size_t i = 0; i < changes->n_issues; i++) {
        const struct change *change = &changes->divergences[i];
        const struct changed_figure figure = {i, STANCE_NONE, change, change_size(change)};
        if (is_news(change, news)) rank(out, &count, room, &figure);
    }
    return count;
}

size_t rank_change_parts(const struct change *change, const struct part **out, size_t room)
{
    size_t count = 0;
    for (size_t p = 0; p < change->n_parts; p++) {
        const struct part *part = &change->parts[p];
        if (!part_counts(part)) continue;
        size_t at = count < room ? count : room;
        count++;
        for (; at > 0 && fabs(out[at - 1]->effect) < fabs(part->effect); at--)
            if (at < room) out[at] = out[at - 1];
        if (at < room) out[at] = part;
    }
    return count;
}

/* ---- what vagueness leaves open */

/* Of equal changes the first stays. */
static void keep_largest(struct changed_bounds *largest, struct changed_bounds bounds)
{
    bounds.size = fmax(fabs(bounds.low_after - bounds.low_before),
                       fabs(bounds.high_after - bounds.high_before));
    if (bounds.size > largest->size + ROUNDING) *largest = bounds;
}

static void try_pair_bounds(const struct stance_changes *changes, size_t a, size_t b,
                            struct changed_bounds *largest)
{
    const stance_pair *before = pair_of_side(changes, a, b, false);
    const stance_pair *after = pair_of_side(changes, a, b, true);
    if (!before || !after || isnan(before->agreement) || isnan(after->agreement)) return;
    if (!is_counted(changes, a) || !is_counted(changes, b)) return;
    keep_largest(largest, (struct changed_bounds){a, b, before->low, before->high, after->low,
                                                  after->high, 0});
}

static void try_issue_bounds(const struct stance_changes *changes, size_t issue,
                             struct changed_bounds *largest)
{
    const struct matched *matched = &changes->issues[issue];
    const stance_issue_figures *before, *after;
    if (matched->before == STANCE_NONE || matched->after == STANCE_NONE) return;
    before = &changes->before->issues[matched->before];
    after = &changes->after->issues[matched->after];
    if (isnan(before->divergence) || isnan(after->divergence)) return;
    keep_largest(largest, (struct changed_bounds){issue, STANCE_NONE, before->divergence_low,
                                                  before->divergence_high, after->divergence_low,
                                                  after->divergence_high, 0});
}

bool find_changed_bounds(const struct stance_changes *changes, size_t actor,
                         struct changed_bounds *out)
{
    struct changed_bounds largest = {.size = 0};
    for (size_t a = 0; actor == STANCE_NONE && a < changes->n_actors; a++)
        for (size_t b = a + 1; b < changes->n_actors; b++)
            try_pair_bounds(changes, a, b, &largest);
    for (size_t b = 0; actor != STANCE_NONE && b < changes->n_actors; b++)
        if (b != actor) try_pair_bounds(changes, actor, b, &largest);
    for (size_t i = 0; actor == STANCE_NONE && largest.size == 0 && i < changes->n_issues; i++)
        try_issue_bounds(changes, i, &largest);
    if (!(largest.size > 0)) return false;
    *out = largest;
    return true;
}

/* ---- what a move did */

static const struct change *pair_with(const struct stance_changes *changes, size_t actor,
                                      size_t other)
{
    size_t a = actor < other ? actor : other, b = actor < other ? other : actor;
    return &changes->pairs[pair_place(changes->n_actors, a, b)];
}

static double effect_of(const struct change *change, const struct move *move)
{
    for (size_t p = 0; p < change->n_parts; p++)
        if (change->parts[p].actor == move->actor && change->parts[p].issue == move->issue)
            return change->parts[p].effect;
    return 0;
}

/* A stance has a part in the pairs of its own actor only. */
double find_main_pair(const struct stance_changes *changes, const struct move *move,
                      struct changed_figure *out, size_t *alike)
{
    double most = 0;
    size_t others = 0;
    for (size_t other = 0; other < changes->n_actors; other++) {
        if (other == move->actor || !is_counted(changes, other) ||
            !is_counted(changes, move->actor))
            continue;
        const struct change *change = pair_with(changes, move->actor, other);
        double effect = effect_of(change, move);
        if (fabs(effect) > fabs(most) + ROUNDING) {
            most = effect;
            others = 0;
            *out = (struct changed_figure){move->actor, other, change, change_size(change)};
        } else if (most != 0 && fabs(effect - most) <= ROUNDING) {
            others++;
        }
    }
    if (alike) *alike = others;
    return most;
}

static bool is_placed(const struct stance_changes *changes, size_t actor, size_t issue)
{
    size_t row = changes->actors[actor].after, column = changes->issues[issue].after;
    return row != STANCE_NONE && column != STANCE_NONE &&
           matrix_cell(&changes->after->matrix, row, column)->state == CELL_DECLARED;
}

size_t find_newly_comparable(const struct stance_changes *changes, const struct move *move,
                             size_t *out, size_t room)
{
    size_t count = 0;
    if (!is_counted(changes, move->actor) || !is_placed(changes, move->actor, move->issue))
        return 0;
    for (size_t other = 0; other < changes->n_actors; other++) {
        if (other == move->actor || !is_counted(changes, other) ||
            !is_news(pair_with(changes, move->actor, other), NEWS_APPEARED) ||
            !is_placed(changes, other, move->issue))
            continue;
        if (count++ < room) out[count - 1] = other;
    }
    return count;
}
