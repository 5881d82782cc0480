/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verdicts. A sentence is said only if its figures carry it over the whole interval that vagueness
 * leaves open; otherwise it is said that it cannot be told, and for want of what. */
#include "report/say.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/truth.h"

/* More pairs or issues at one end than this are counted instead of named. */
#define TIES_NAMED 3

enum against_chance pair_against_chance(const stance_pair *pair)
{
    if (pair->low > pair->chance) return CHANCE_MORE;
    if (pair->high < pair->chance) return CHANCE_LESS;
    return CHANCE_CANNOT_TELL;
}

/* ---- ranking pairs */

static bool is_counted(const struct stance_findings *findings, size_t a, size_t b)
{
    return findings->actors[a].weight > 0 && findings->actors[b].weight > 0;
}

static void insert(struct ranked_pair *out, size_t *count, size_t room, bool greatest,
                   struct ranked_pair each)
{
    size_t at = *count;
    double value = each.pair->agreement;
    while (at > 0 &&
           (greatest ? out[at - 1].pair->agreement < value : out[at - 1].pair->agreement > value))
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
            if (isnan(pair->agreement) || !is_counted(findings, a, b)) continue;
            insert(out, &count, room, greatest, (struct ranked_pair){a, b, pair});
        }
    return count;
}

/* ---- the issue that splits most */

/* Issues whose divergence_low no other's divergence_high exceeds; 0 if none can be told. */
static size_t find_top_issues(const struct stance_findings *findings, size_t *out, size_t room)
{
    size_t n = findings->snapshot->n_issues, count = 0;
    for (size_t i = 0; i < n; i++) {
        bool is_top = findings->issues[i].divergence > 0;
        for (size_t other = 0; is_top && other < n; other++)
            is_top = other == i || isnan(findings->issues[other].divergence_high) ||
                     findings->issues[i].divergence_low >= findings->issues[other].divergence_high;
        if (is_top && count++ < room) out[count - 1] = i;
    }
    return count;
}

/* How many issues have a divergence at all. */
static size_t count_compared(const struct stance_findings *findings)
{
    size_t compared = 0;
    for (size_t i = 0; i < findings->snapshot->n_issues; i++)
        if (!isnan(findings->issues[i].divergence)) compared++;
    return compared;
}

static void say_divergence_of(struct speaker *speaker, size_t issue)
{
    const stance_issue_figures *figures = &speaker->findings->issues[issue];
    document_say(speaker->document, " (divergence ");
    say_number(speaker, figures->divergence, 2);
    document_say(speaker->document, " of at most ");
    say_number(speaker, figures->divergence_max, 2);
    document_say(speaker->document, ")");
}

/* No verdict: the largest figure, and what stands against it. `ties` are issues at the top. */
static void say_no_top_issue(struct speaker *speaker, size_t issue, size_t ties)
{
    const stance_issue_figures *figures = &speaker->findings->issues[issue];
    document_say(speaker->document, "Which issue splits most cannot be told: ");
    document_say_text(speaker->document, SPAN_STRONG, issue_name(speaker, issue));
    document_say(speaker->document, " is at ");
    say_number(speaker, figures->divergence, 2);
    if (ties > 0) {
        document_say(speaker->document, ", and so are %zu others.", ties - 1);
        return;
    }
    if (figures->divergence_low < figures->divergence_high) {
        document_say(speaker->document, " (");
        say_range(speaker, figures->divergence_low, figures->divergence_high);
        document_say(speaker->document, ")");
    }
    document_say(speaker->document, ", and for what positions leave open others may be higher.");
}

static void say_issue_names(struct speaker *speaker, const size_t *issues, size_t count)
{
    for (size_t t = 0; t < count; t++) {
        if (t > 0) document_say(speaker->document, t + 1 == count ? " and " : ", ");
        document_say_text(speaker->document, SPAN_STRONG, issue_name(speaker, issues[t]));
    }
}

static void say_top_issues(struct speaker *speaker)
{
    const struct stance_findings *findings = speaker->findings;
    struct stance_document *document = speaker->document;
    size_t top[TIES_NAMED], compared = count_compared(findings);
    char buffer[24];
    if (compared == 0 || !(findings->issues[findings->issue_order[0]].divergence > 0)) return;
    size_t count = find_top_issues(findings, top, TIES_NAMED);
    document_item(document);
    if (count == 0 || count > TIES_NAMED) {
        say_no_top_issue(speaker, findings->issue_order[0], count);
        return;
    }
    if (compared == 1) {
        document_say(document, "On the one issue known to two actors or more, ");
        say_issue_names(speaker, top, count);
        document_say(document, ", they are split");
    } else {
        if (compared == 2)
            document_say(document, "On the two issues known to two actors or more, ");
        say_issue_names(speaker, top, count);
        document_say(document,
                     count == 1 ? " splits the actors most" : " split the actors most, equally");
    }
    say_divergence_of(speaker, top[0]);
    if (compared > 2)
        document_say(document, ", of %s issues that can be compared", count_word(compared, buffer));
    document_say(document, ".");
}

/* ---- the pairs at the ends */

/* "A (x) and B (y)" on the issue that weighs most in what parts them, or in what they share. */
static void say_main_issue(struct speaker *speaker, const struct ranked_pair *ranked)
{
    const struct stance_findings *findings = speaker->findings;
    stance_pair_issue *rows = calloc(findings->snapshot->n_issues + 1, sizeof *rows);
    if (!rows) {
        speaker->document->failed = true;
        return;
    }
    size_t count = stance_findings_pair_issues(findings, ranked->a, ranked->b, rows), most = count;
    for (size_t r = 0; r < count; r++)
        if (rows[r].declared && rows[r].weight * rows[r].distance > 0 &&
            (most == count ||
             rows[r].weight * rows[r].distance > rows[most].weight * rows[most].distance))
            most = r;
    if (most < count) {
        size_t issue = rows[most].issue;
        document_say(speaker->document,
                     ranked->pair->issues == 1 ? " On %s %s says \""
                                               : " Most of it is %s: %s says \"",
                     issue_name(speaker, issue), actor_name(speaker, ranked->a));
        say_position(speaker, issue, &findings_standing(findings, ranked->a, issue)->position);
        document_say(speaker->document, "\", %s \"", actor_name(speaker, ranked->b));
        say_position(speaker, issue, &findings_standing(findings, ranked->b, issue)->position);
        document_say(speaker->document, "\".");
    }
    free(rows);
}

static void say_basis(struct speaker *speaker, const stance_pair *pair)
{
    if (pair->issues == 1)
        document_say(speaker->document, "On the one issue known to both, ");
    else if (pair->issues == 2)
        document_say(speaker->document, "On the two issues known to both, ");
}

static void say_against_chance(struct speaker *speaker, const stance_pair *pair)
{
    switch (pair_against_chance(pair)) {
    case CHANCE_MORE:
        document_say(speaker->document, ", more than chance (");
        break;
    case CHANCE_LESS:
        document_say(speaker->document, ", less than chance (");
        break;
    case CHANCE_CANNOT_TELL:
        if (isnan(pair->chance)) return;
        document_say(speaker->document, "; whether that is more than chance cannot be told (");
        break;
    }
    say_number(speaker, pair->chance, 2);
    document_say(speaker->document, ")");
}

static void say_pair_names(struct speaker *speaker, const struct ranked_pair *ranked)
{
    document_say_text(speaker->document, SPAN_STRONG, actor_name(speaker, ranked->a));
    document_say(speaker->document, " and ");
    document_say_text(speaker->document, SPAN_STRONG, actor_name(speaker, ranked->b));
}

/* Is a pair at its end of the ranking over the whole interval, whatever any position hides? */
static bool is_beyond_all(const struct stance_findings *findings, const struct ranked_pair *ranked,
                          bool greatest)
{
    size_t n = findings->snapshot->n_actors;
    for (size_t a = 0; a < n; a++)
        for (size_t b = a + 1; b < n; b++) {
            const stance_pair *other = stance_findings_pair(findings, a, b);
            if (other == ranked->pair || isnan(other->agreement) || !is_counted(findings, a, b))
                continue;
            if (greatest ? other->high > ranked->pair->low : other->low < ranked->pair->high)
                return false;
        }
    return true;
}

static void say_end_of_ranking(struct speaker *speaker, bool greatest)
{
    struct ranked_pair ends[TIES_NAMED + 1];
    const char *word = greatest ? "closest" : "farthest apart";
    struct stance_document *document = speaker->document;
    size_t count = rank_pairs(speaker->findings, greatest, ends, TIES_NAMED + 1), ties = 1;
    if (count < 2) return; /* one pair alone is neither */
    while (ties < count && ends[ties].pair->agreement == ends[0].pair->agreement)
        ties++;
    if (ties == count && count <= TIES_NAMED) return; /* all pairs are alike */
    document_item(document);
    if (!is_beyond_all(speaker->findings, &ends[0], greatest)) {
        document_say(document, "Who is %s cannot be told: ", word);
        say_pair_names(speaker, &ends[0]);
        document_say(document, " are at ");
        say_number(speaker, ends[0].pair->agreement, 2);
        if (ends[0].pair->low < ends[0].pair->high) {
            document_say(document, " (");
            say_range(speaker, ends[0].pair->low, ends[0].pair->high);
            document_say(document, ")");
        }
        document_say(document, ", and for what positions leave open others may be %s.",
                     greatest ? "closer" : "farther apart");
        return;
    }
    if (ties > TIES_NAMED) {
        document_say(document, "More than %d pairs are equally %s, at ", TIES_NAMED, word);
        say_number(speaker, ends[0].pair->agreement, 2);
        document_say(document, ".");
        return;
    }
    for (size_t t = 0; t < ties; t++) {
        if (t > 0)
            document_say(document, t + 1 == ties ? "; and likewise " : "; ");
        else
            say_basis(speaker, ends[t].pair);
        say_pair_names(speaker, &ends[t]);
        if (t > 0) continue;
        document_say(document, " are %s: agreement ", word);
        say_number(speaker, ends[0].pair->agreement, 2);
        if (ends[0].pair->issues > 2)
            document_say(document, " on %zu issues", ends[0].pair->issues);
        say_against_chance(speaker, ends[0].pair);
    }
    document_say(document, ".");
    if (ties == 1 && !greatest) say_main_issue(speaker, &ends[0]);
}

/* ---- one pair alone */

static void say_only_pair(struct speaker *speaker)
{
    struct ranked_pair only[2];
    if (rank_pairs(speaker->findings, true, only, 2) != 1) return;
    document_item(speaker->document);
    say_basis(speaker, only[0].pair);
    say_pair_names(speaker, &only[0]);
    document_say(speaker->document, " agree at ");
    say_number(speaker, only[0].pair->agreement, 2);
    if (only[0].pair->issues > 2)
        document_say(speaker->document, " over %zu issues", only[0].pair->issues);
    say_against_chance(speaker, only[0].pair);
    document_say(speaker->document, ".");
    say_main_issue(speaker, &only[0]);
}

/* ---- who waits for whom: two conditions that ask for each other's move */

static bool asks_about(const struct alternative *alternative, size_t actor, size_t issue)
{
    for (size_t t = 0; t < alternative->n_when; t++) {
        const struct test *test = &alternative->when[t];
        bool is_leaf = test->kind != TEST_ANY && test->kind != TEST_NOT;
        if (is_leaf && !test->about_group && test->who == actor && test->issue == issue)
            return true;
    }
    return false;
}

static const struct alternative *find_waiting(const struct stance_snapshot *snapshot, size_t actor,
                                              size_t issue, size_t for_actor, size_t for_issue)
{
    const struct standing *standing = snapshot_standing(snapshot, actor, issue);
    for (size_t c = 0; standing->stance && c < standing->n_alternatives; c++)
        if (asks_about(&standing->alternatives[c], for_actor, for_issue) &&
            truth_of_alternative(snapshot, &standing->alternatives[c]) != TRUTH_HOLDS)
            return &standing->alternatives[c];
    return NULL;
}

static void say_waiting_of(struct speaker *speaker, size_t actor, size_t issue)
{
    const struct stance_snapshot *snapshot = speaker->findings->snapshot;
    const struct stance_model *model = snapshot->model;
    const struct standing *standing = snapshot_standing(snapshot, actor, issue);
    for (size_t c = 0; standing->stance && c < standing->n_alternatives; c++)
        for (size_t t = 0; t < standing->alternatives[c].n_when; t++) {
            const struct test *test = &standing->alternatives[c].when[t];
            bool is_leaf = test->kind != TEST_ANY && test->kind != TEST_NOT;
            if (!is_leaf || test->about_group || test->who <= actor) continue;
            if (!find_waiting(snapshot, actor, issue, test->who, test->issue) ||
                !find_waiting(snapshot, test->who, test->issue, actor, issue))
                continue;
            document_item(speaker->document);
            document_say_text(speaker->document, SPAN_STRONG, model->actors[actor].name);
            document_say(speaker->document, " on %s and ", model->issues[issue].name);
            document_say_text(speaker->document, SPAN_STRONG, model->actors[test->who].name);
            document_say(speaker->document, " on %s wait for each other (see Conditions).",
                         model->issues[test->issue].name);
        }
}

static void say_waiting(struct speaker *speaker)
{
    const struct stance_snapshot *snapshot = speaker->findings->snapshot;
    for (size_t a = 0; a < snapshot->n_actors; a++)
        for (size_t i = 0; i < snapshot->n_issues; i++)
            say_waiting_of(speaker, snapshot->actors[a], snapshot->issues[i]);
}

/* ---- silence */

static void say_undeclared(struct speaker *speaker)
{
    const struct stance_findings *findings = speaker->findings;
    size_t actor = 0, issue = 0, count = 0;
    for (size_t a = 0; a < findings->snapshot->n_actors; a++)
        for (size_t i = 0; i < findings->snapshot->n_issues; i++) {
            const struct standing *standing = findings_standing(findings, a, i);
            if (!standing_is_known(standing) || standing_is_declared(standing)) continue;
            if (count++ == 0) actor = a, issue = i;
        }
    if (count == 0) return;
    document_item(speaker->document);
    document_say_text(speaker->document, SPAN_STRONG, actor_name(speaker, actor));
    document_say(speaker->document, " is on record as undeclared on ");
    document_say_text(speaker->document, SPAN_STRONG, issue_name(speaker, issue));
    if (findings_issue(findings, issue)->question)
        document_say(speaker->document, " (%s)", findings_issue(findings, issue)->question);
    document_say(speaker->document, ".");
    if (count > 1)
        document_say(speaker->document, " %zu more such silences are named below.", count - 1);
}

void say_verdicts(struct speaker *speaker)
{
    struct ranked_pair any[1];
    document_items(speaker->document);
    if (rank_pairs(speaker->findings, true, any, 1) == 0) {
        document_item(speaker->document);
        document_say(speaker->document, "No two actors can be compared: no issue has a declared "
                                        "position of two of them.");
    }
    say_top_issues(speaker);
    say_only_pair(speaker);
    say_end_of_ranking(speaker, false);
    say_end_of_ranking(speaker, true);
    say_waiting(speaker);
    say_undeclared(speaker);
}
