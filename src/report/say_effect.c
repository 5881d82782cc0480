/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What moves did to the picture, in one line or two of plain text: what an analyst reads behind the
 * word that an entry is on file. Each figure with what it rests on, and what vagueness leaves open
 * of it. */
#include <math.h>

#include "base/number.h"
#include "engine/verdict.h"
#include "report/say_changes.h"

/* ---- pieces */

/* "0.33", "undefined". */
static void print_figure(double figure, struct str *out)
{
    if (isnan(figure))
        str_append(out, "undefined");
    else
        number_print_fixed(figure, 2, out);
}

/* "0.33 to 0.61", or "0.33" where nothing is open. */
static void print_range(double low, double high, struct str *out)
{
    number_print_fixed(low, 2, out);
    if (prints_alike(low, high)) return;
    str_append(out, " to ");
    number_print_fixed(high, 2, out);
}

/* "0.33 before, 1.00 now (+0.67; on one issue; could be 0.67 to 1.00)". The difference is that of
 * the printed figures, which stand beside it. */
static void print_before_after(const struct change *change, const char *basis, double low,
                               double high, struct str *out)
{
    bool is_split = !isnan(change->before) && !isnan(change->after);
    bool alike = is_split && prints_alike(change->before, change->after);
    bool equal = figures_equal(change->before, change->after);
    if (equal) str_append(out, "as before, ");
    print_figure(alike ? change->after : change->before, out);
    if (!equal && alike) str_append(out, " before and now");
    if (!alike) {
        str_append(out, " before, ");
        print_figure(change->after, out);
        str_append(out, " now");
    }
    str_append(out, " (");
    if (!equal && alike) str_append(out, "less than 0.01; ");
    if (is_split && !alike) {
        print_difference(change->before, change->after, out);
        str_append(out, "; ");
    }
    str_append(out, basis);
    if (low < high) {
        str_append(out, "; could be ");
        print_range(low, high, out);
    }
    str_append(out, ")");
}

/* "on 3 issues, 2 before"; "6 pairs". What is undefined rests on nothing. */
static void print_count(const char *word, size_t before, size_t after, const char *one,
                        const char *several, struct str *out)
{
    char buffer[24];
    str_printf(out, "%s%s %s", word, count_word(after, buffer), after == 1 ? one : several);
    if (before != after && before > 0) str_printf(out, ", %s before", count_word(before, buffer));
}

/* ---- the pair, cohesion, the issue */

static size_t issues_of(const stance_pair *pair)
{
    return pair && !isnan(pair->agreement) ? pair->issues : 0;
}

static void print_pair_figures(const struct stance_changes *changes,
                               const struct changed_figure *pair, struct str *out)
{
    const stance_pair *before = pair_of_side(changes, pair->a, pair->b, false);
    const stance_pair *after = pair_of_side(changes, pair->a, pair->b, true);
    struct str basis = {0};
    print_count("on ", issues_of(before), issues_of(after), "issue", "issues", &basis);
    print_before_after(pair->change, str_get(&basis), after ? after->low : NAN,
                       after ? after->high : NAN, out);
    if (basis.failed) out->failed = true;
    str_clear(&basis);
}

/* The pair that changed most; where none did, the first that can, or can no longer, be compared. */
static bool print_pair(const struct stance_changes *changes, struct str *out)
{
    static const enum change_news order[] = {NEWS_CHANGED, NEWS_APPEARED, NEWS_CEASED};
    struct changed_figure pair;
    size_t all = 0;
    bool said = false;
    for (size_t n = 0; n < sizeof order / sizeof *order; n++)
        all += rank_changed_pairs(changes, order[n], NULL, 0);
    for (size_t n = 0; n < sizeof order / sizeof *order && !said; n++) {
        if (rank_changed_pairs(changes, order[n], &pair, 1) == 0) continue;
        str_printf(out, "Agreement of %s and %s: ", changes->actors[pair.a].name,
                   changes->actors[pair.b].name);
        print_pair_figures(changes, &pair, out);
        said = true;
    }
    if (all > 1) str_printf(out, "; %zu more %s changed", all - 1, all == 2 ? "pair" : "pairs");
    if (said) str_append(out, ".\n");
    return said;
}

static bool print_cohesion(const struct stance_changes *changes, struct str *out)
{
    size_t before, after;
    struct str basis = {0};
    if (!figure_changed(&changes->cohesion)) return false;
    count_pairs(changes->before, &before);
    count_pairs(changes->after, &after);
    print_count("", before, after, "pair", "pairs", &basis);
    str_append(out, "Cohesion: ");
    print_before_after(&changes->cohesion, str_get(&basis), changes->after->cohesion_low,
                       changes->after->cohesion_high, out);
    if (basis.failed) out->failed = true;
    str_clear(&basis);
    return true;
}

/* The issue of the largest move, or if that did not change, the one that changed most. */
static size_t find_main_issue(const struct stance_changes *changes)
{
    static const enum change_news order[] = {NEWS_CHANGED, NEWS_APPEARED, NEWS_CEASED};
    struct changed_figure issue;
    if (changes->n_moves > 0 && figure_changed(&changes->divergences[changes->moves[0].issue]))
        return changes->moves[0].issue;
    for (size_t n = 0; n < sizeof order / sizeof *order; n++)
        if (rank_changed_issues(changes, order[n], &issue, 1) > 0) return issue.a;
    return STANCE_NONE;
}

static size_t actors_of(const struct stance_findings *findings, size_t issue)
{
    if (issue == STANCE_NONE || isnan(findings->issues[issue].divergence)) return 0;
    return count_divergent_actors(findings, issue);
}

static void print_divergence(const struct stance_changes *changes, size_t issue, bool goes_on,
                             struct str *out)
{
    const struct matched *matched = &changes->issues[issue];
    const stance_issue_figures *after =
        matched->after == STANCE_NONE ? NULL : &changes->after->issues[matched->after];
    struct str basis = {0};
    size_t others = 0;
    for (size_t i = 0; i < changes->n_issues; i++)
        others += i != issue && figure_changed(&changes->divergences[i]);
    print_count("", actors_of(changes->before, matched->before),
                actors_of(changes->after, matched->after), "actor", "actors", &basis);
    str_printf(out, "%s of %s: ", goes_on ? "; divergence" : "Divergence",
               changes->issues[issue].name);
    print_before_after(&changes->divergences[issue], str_get(&basis),
                       after ? after->divergence_low : NAN, after ? after->divergence_high : NAN,
                       out);
    if (others > 0)
        str_printf(out, "; %zu more %s changed", others, others == 1 ? "issue" : "issues");
    str_append(out, ".\n");
    if (basis.failed) out->failed = true;
    str_clear(&basis);
}

/* ---- neither of them changed */

static void print_bounds(const struct stance_changes *changes, struct str *out)
{
    struct changed_bounds bounds;
    if (!find_changed_bounds(changes, STANCE_NONE, &bounds)) {
        str_append(out, "No figure changed.\n");
        return;
    }
    str_append(out, "No middle figure changed; what it could be did: ");
    if (bounds.b == STANCE_NONE)
        str_printf(out, "divergence of %s", changes->issues[bounds.a].name);
    else
        str_printf(out, "agreement of %s and %s", changes->actors[bounds.a].name,
                   changes->actors[bounds.b].name);
    str_append(out, " could be ");
    print_range(bounds.low_after, bounds.high_after, out);
    str_append(out, " (before: ");
    print_range(bounds.low_before, bounds.high_before, out);
    str_append(out, ").\n");
}

stance_result stance_say_effect(const stance_changes *changes, char **out)
{
    struct str text = {0};
    size_t issue = find_main_issue(changes);
    *out = NULL;
    bool has_pair = print_pair(changes, &text);
    bool has_cohesion = print_cohesion(changes, &text);
    if (issue != STANCE_NONE)
        print_divergence(changes, issue, has_cohesion, &text);
    else if (has_cohesion)
        str_append(&text, ".\n");
    if (!has_pair && !has_cohesion && issue == STANCE_NONE) print_bounds(changes, &text);
    if (!text.failed) *out = str_take(&text);
    str_clear(&text);
    return *out ? STANCE_OK : STANCE_NO_MEMORY;
}
