/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verdicts: which pair, which issue is at an end of its ranking, and whether that holds whatever
 * vague positions hide. No words here: the report finds them. */
#include "engine/verdict.h"

#include <math.h>
#include <string.h>

bool actor_is_counted(const struct stance_findings *findings, size_t actor)
{
    return findings->actors[actor].weight > 0;
}

bool actor_is_compared(const struct stance_findings *findings, size_t actor)
{
    return actor_is_counted(findings, actor) && !isnan(findings->actors[actor].mean_agreement);
}

enum against_chance pair_against_chance(const stance_pair *pair)
{
    if (pair->low > pair->chance) return CHANCE_MORE;
    if (pair->high < pair->chance) return CHANCE_LESS;
    return CHANCE_CANNOT_TELL;
}

static bool both_counted(const struct stance_findings *findings, size_t a, size_t b)
{
    return actor_is_counted(findings, a) && actor_is_counted(findings, b);
}

/* Of equal agreement, the more certain comes first: its interval reaches less far back. */
static bool comes_before(const stance_pair *pair, const stance_pair *other, bool greatest)
{
    if (pair->agreement != other->agreement)
        return greatest ? pair->agreement > other->agreement : pair->agreement < other->agreement;
    return greatest ? pair->low > other->low : pair->high < other->high;
}

static void insert(struct ranked_pair *out, size_t *count, size_t room, bool greatest,
                   struct ranked_pair each)
{
    size_t at = *count;
    while (at > 0 && comes_before(each.pair, out[at - 1].pair, greatest))
        at--;
    if (at == room) return;
    if (*count < room) (*count)++;
    memmove(out + at + 1, out + at, (*count - 1 - at) * sizeof *out);
    out[at] = each;
}

size_t rank_pairs(const struct stance_findings *findings, bool greatest, struct ranked_pair *out,
                  size_t room)
{
    size_t count = 0, n = findings->snapshot->n_actors;
    for (size_t a = 0; a < n; a++)
        for (size_t b = a + 1; b < n; b++) {
            const stance_pair *pair = stance_findings_pair(findings, a, b);
            if (isnan(pair->agreement) || !both_counted(findings, a, b)) continue;
            insert(out, &count, room, greatest, (struct ranked_pair){a, b, pair});
        }
    return count;
}

bool pair_is_at_the_end(const struct stance_findings *findings, const struct ranked_pair *ranked,
                        bool greatest)
{
    size_t n = findings->snapshot->n_actors;
    for (size_t a = 0; a < n; a++)
        for (size_t b = a + 1; b < n; b++) {
            const stance_pair *other = stance_findings_pair(findings, a, b);
            if (other == ranked->pair || isnan(other->agreement) || !both_counted(findings, a, b))
                continue;
            if (greatest ? other->high > ranked->pair->low : other->low < ranked->pair->high)
                return false;
        }
    return true;
}

size_t count_pairs(const struct stance_findings *findings, size_t *comparable)
{
    size_t n = findings->snapshot->n_actors, all = 0;
    *comparable = 0;
    for (size_t a = 0; a < n; a++)
        for (size_t b = a + 1; b < n; b++) {
            if (!both_counted(findings, a, b)) continue;
            all++;
            if (!isnan(stance_findings_pair(findings, a, b)->agreement)) (*comparable)++;
        }
    return all;
}

size_t count_group_pairs(const struct stance_findings *findings, const char *id, bool within)
{
    const struct stance_snapshot *snapshot = findings->snapshot;
    size_t index = map_find(&snapshot->model->group_ids, id), count = 0, next_a = 0;
    if (index == MAP_NONE) return 0;
    const struct group *group = &snapshot->model->groups[index];
    for (size_t a = 0; a < snapshot->n_actors; a++) {
        bool a_in = group_has(group, snapshot->actors[a], &next_a);
        size_t next_b = next_a;
        if (within && !a_in) continue;
        for (size_t b = a + 1; b < snapshot->n_actors; b++) {
            bool b_in = group_has(group, snapshot->actors[b], &next_b);
            if (within ? !b_in : a_in == b_in) continue;
            if (!both_counted(findings, a, b)) continue;
            if (!isnan(stance_findings_pair(findings, a, b)->agreement)) count++;
        }
    }
    return count;
}

size_t find_top_issues(const struct stance_findings *findings, size_t *out, size_t room)
{
    size_t n = findings->snapshot->n_issues, count = 0;
    for (size_t i = 0; i < n; i++) {
        bool is_top = findings->issues[i].divergence_low > 0 && findings->issues[i].weight > 0;
        for (size_t other = 0; is_top && other < n; other++)
            is_top = other == i || isnan(findings->issues[other].divergence_high) ||
                     !(findings->issues[other].weight > 0) ||
                     findings->issues[i].divergence_low >= findings->issues[other].divergence_high;
        if (is_top && count++ < room) out[count - 1] = i;
    }
    return count;
}

size_t find_largest_issue(const struct stance_findings *findings)
{
    for (size_t n = 0; n < findings->snapshot->n_issues; n++) {
        size_t issue = findings->issue_order[n];
        if (!(findings->issues[issue].divergence > 0)) break;
        if (findings->issues[issue].weight > 0) return issue;
    }
    return STANCE_NONE;
}

size_t count_divergent_actors(const struct stance_findings *findings, size_t issue)
{
    size_t count = 0;
    for (size_t a = 0; a < findings->snapshot->n_actors; a++)
        if (actor_is_counted(findings, a) &&
            matrix_cell(&findings->matrix, a, issue)->state == CELL_DECLARED)
            count++;
    return count;
}

size_t count_compared_issues(const struct stance_findings *findings)
{
    size_t compared = 0;
    for (size_t i = 0; i < findings->snapshot->n_issues; i++)
        if (!isnan(findings->issues[i].divergence) && findings->issues[i].weight > 0) compared++;
    return compared;
}

/* ---- the actor at the end */

bool figures_alike(double a, double b)
{
    return fabs(a - b) < 1e-12;
}

size_t find_lowest_actor(const struct stance_findings *findings)
{
    size_t lowest = STANCE_NONE, most = 0;
    double least = INFINITY, low, high;
    for (size_t a = 0; a < findings->snapshot->n_actors; a++) {
        double mean = findings->actors[a].mean_agreement;
        bool alike = figures_alike(mean, least);
        if (!actor_is_compared(findings, a) || (mean > least && !alike)) continue;
        size_t others = findings_mean_bounds(findings, a, &low, &high);
        if (alike && others <= most) continue;
        lowest = a;
        least = mean;
        most = others;
    }
    return lowest;
}

bool actor_is_at_the_end(const struct stance_findings *findings, size_t actor)
{
    double low, high, other_low, other_high;
    findings_mean_bounds(findings, actor, &low, &high);
    for (size_t a = 0; a < findings->snapshot->n_actors; a++) {
        if (a == actor || !actor_is_compared(findings, a)) continue;
        findings_mean_bounds(findings, a, &other_low, &other_high);
        if (other_low < high && !figures_alike(other_low, high)) return false;
    }
    return true;
}
