/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is doubtful in a model, check by check. A check is a function and a row of the table; its
 * warnings bear its name and the place in the file. What the readers themselves notice (misspelt
 * keys, a byte order mark) comes with the load. */
#include <math.h>
#include <string.h>

#include "engine/findings.h"
#include "report/say.h"
#include "stance/report.h"

struct check {
    const char *name;
    void (*of_stance)(const struct stance_model *model, const struct actor *actor,
                      const struct stance *stance, const char *name,
                      struct stance_diagnostics *list);
    void (*of_actor)(const struct stance_findings *findings, size_t actor, const char *name,
                     struct stance_diagnostics *list);
    void (*of_issue)(const struct stance_findings *findings, size_t issue, const char *name,
                     struct stance_diagnostics *list);
    void (*of_model)(const struct stance_findings *findings, const char *name,
                     struct stance_diagnostics *list);
};

/* An entry in force that is this much older than the newest one is pointed out. */
#define STALE_DAYS 365

/* ---- sources */

static void check_source(const struct stance_model *model, const struct actor *actor,
                         const struct stance *stance, const char *name,
                         struct stance_diagnostics *list)
{
    for (size_t c = 0; c < stance->n_claims; c++) {
        const struct source *source = &stance->claims[c].source;
        if (source->outlet || source->url) continue;
        diagnostics_warn(list, name, stance->place, "%s on %s has no source: name its outlet",
                         actor->id, model->issues[stance->issue].id);
        return;
    }
}

static void check_quote(const struct stance_model *model, const struct actor *actor,
                        const struct stance *stance, const char *name,
                        struct stance_diagnostics *list)
{
    if (stance->status == STATUS_INFERRED) return; /* the analyst's own reading quotes nobody */
    for (size_t c = 0; c < stance->n_claims; c++) {
        const struct source *source = &stance->claims[c].source;
        if (source->quote || (!source->outlet && !source->url)) continue; /* else: no-source */
        diagnostics_warn(list, name, stance->place, "%s on %s has no quote to show for it",
                         actor->id, model->issues[stance->issue].id);
        return;
    }
}

/* ---- conditions */

static bool asks_itself(const struct stance_model *model, const struct test *test,
                        const struct actor *actor, size_t issue)
{
    for (size_t t = 0; t < test->n_tests; t++)
        if (asks_itself(model, &test->tests[t], actor, issue)) return true;
    if (!test_is_leaf(test) || test->issue != issue) return false;
    return test->about_group ? actor_is_in_group(actor, test->name)
                             : &model->actors[test->who] == actor;
}

static void check_itself(const struct stance_model *model, const struct actor *actor,
                         const struct stance *stance, const char *name,
                         struct stance_diagnostics *list)
{
    for (size_t c = 0; c < stance->n_alternatives; c++) {
        const struct alternative *alternative = &stance->alternatives[c];
        for (size_t t = 0; t < alternative->n_when; t++)
            if (asks_itself(model, &alternative->when[t], actor, stance->issue))
                diagnostics_warn(list, name, alternative->when[t].place,
                                 "this test asks about the very stance that it would change");
    }
}

static void check_fulfilled(const struct stance_model *model, const struct actor *actor,
                            const struct stance *stance, const char *name,
                            struct stance_diagnostics *list)
{
    (void)actor;
    size_t words = scale_words(&model->issues[stance->issue].scale);
    for (size_t c = 0; c < stance->n_alternatives; c++)
        if (position_equal(&stance->alternatives[c].value, &stance->position, words))
            diagnostics_warn(list, name, stance->alternatives[c].place,
                             "this alternative is the position that the entry takes already");
}

/* Can a single leaf be passed by a position at this place of the scale? */
static bool passes(const struct test *test, double at)
{
    if (test->kind == TEST_AT_LEAST) return at >= test->bound;
    if (test->kind == TEST_AT_MOST) return at <= test->bound;
    for (size_t v = 0; v < test->n_values; v++) {
        const struct position *value = &test->values[v];
        if (value->kind == POSITION_SPAN && at >= value->from && at <= value->to) return true;
        if (value->kind == POSITION_SET && set_has(value->choices, (size_t)at)) return true;
    }
    return false;
}

static bool allows_undeclared(const struct test *test)
{
    for (size_t v = 0; test->kind == TEST_IS && v < test->n_values; v++)
        if (test->values[v].kind == POSITION_UNDECLARED) return true;
    return false;
}

/* Whom both ask about, on the same issue, in a way that one position must pass both. */
static bool ask_the_same(const struct test *a, const struct test *b)
{
    return test_is_leaf(a) && test_is_leaf(b) && a->kind != TEST_SUM_AT_LEAST &&
           b->kind != TEST_SUM_AT_LEAST && a->about_group == b->about_group && a->who == b->who &&
           a->issue == b->issue && a->members == 0 && b->members == 0;
}

/* Two tests of one `when` that no position can pass together. Where bounds and values begin and
 * end are the only places that can decide. */
static bool contradict(const struct stance_model *model, const struct test *a, const struct test *b)
{
    if (!ask_the_same(a, b) || (allows_undeclared(a) && allows_undeclared(b))) return false;
    const struct scale *scale = &model->issues[a->issue].scale;
    if (scale->several) return false; /* sets of choices: not looked into */
    for (size_t c = 0; c < scale->n_choices; c++)
        if (passes(a, (double)c) && passes(b, (double)c)) return false;
    if (scale->n_choices > 0) return true;
    const struct test *both[] = {a, b};
    for (size_t n = 0; n < 2; n++) {
        if (both[n]->kind != TEST_IS && passes(a, both[n]->bound) && passes(b, both[n]->bound))
            return false;
        for (size_t v = 0; v < both[n]->n_values; v++) {
            double from = both[n]->values[v].from, to = both[n]->values[v].to;
            if (both[n]->values[v].kind != POSITION_SPAN) continue;
            if ((passes(a, from) && passes(b, from)) || (passes(a, to) && passes(b, to)))
                return false;
        }
    }
    return true;
}

/* Does every declared position pass? Then `not` of it never holds. */
static bool always_holds(const struct stance_model *model, const struct test *test)
{
    const struct scale *scale = &model->issues[test->issue].scale;
    if (test->kind == TEST_SUM_AT_LEAST || test->members > 0 || scale->several) return false;
    if (scale->n_choices == 0)
        return passes(test, scale->min) && passes(test, scale->max) && test->n_values <= 1;
    for (size_t c = 0; c < scale->n_choices; c++)
        if (!passes(test, (double)c)) return false;
    return true;
}

static bool never_holds(const struct stance_model *model, const struct test *test)
{
    if (test->kind == TEST_ANY) {
        for (size_t t = 0; t < test->n_tests; t++)
            if (!never_holds(model, &test->tests[t])) return false;
        return true;
    }
    if (test->kind == TEST_NOT)
        return test_is_leaf(test->tests) && !allows_undeclared(test->tests) &&
               always_holds(model, test->tests);
    if (test->kind != TEST_SUM_AT_LEAST) return false;
    double members = test->about_group ? (double)model->groups[test->who].n_members : 1;
    return test->bound > members * model->issues[test->issue].scale.max;
}

static void check_never(const struct stance_model *model, const struct actor *actor,
                        const struct stance *stance, const char *name,
                        struct stance_diagnostics *list)
{
    (void)actor;
    for (size_t c = 0; c < stance->n_alternatives; c++) {
        const struct alternative *alternative = &stance->alternatives[c];
        for (size_t t = 0; t < alternative->n_when; t++) {
            bool never = never_holds(model, &alternative->when[t]);
            for (size_t u = 0; u < alternative->n_when; u++)
                never = never || contradict(model, &alternative->when[t], &alternative->when[u]);
            if (never)
                diagnostics_warn(list, name, alternative->when[t].place,
                                 "this test can never hold, whatever anybody's position");
        }
    }
}

/* ---- gaps */

static void check_comparable(const struct stance_findings *findings, size_t actor, const char *name,
                             struct stance_diagnostics *list)
{
    if (!(findings->actors[actor].weight > 0) || !isnan(findings->actors[actor].mean_agreement) ||
        findings->snapshot->n_actors < 2)
        return;
    diagnostics_warn(list, name, findings_actor(findings, actor)->place,
                     "%s cannot be compared with any other counted actor",
                     findings_actor(findings, actor)->id);
}

/* All issues in one warning: with few actors there are many. */
static void check_voices(const struct stance_findings *findings, const char *name,
                         struct stance_diagnostics *list)
{
    struct str ids = {0};
    size_t count = 0, first = 0;
    for (size_t i = 0; i < findings->snapshot->n_issues; i++) {
        if (findings->issues[i].declared >= 2) continue;
        if (count++ == 0) first = i;
        str_printf(&ids, "%s%s", count > 1 ? ", " : "", findings_issue(findings, i)->id);
    }
    if (ids.failed) list->failed = true;
    if (count > 0)
        diagnostics_warn(list, name, findings_issue(findings, first)->place,
                         "%zu %s on which fewer than two actors have declared themselves: %s",
                         count, count == 1 ? "issue" : "issues", str_get(&ids));
    str_clear(&ids);
}

/* ---- time */

static void check_same_day(const struct stance_model *model, const struct actor *actor,
                           const struct stance *stance, const char *name,
                           struct stance_diagnostics *list)
{
    for (const struct stance *other = stance + 1; other < actor->stances + actor->n_stances;
         other++)
        if (other->issue == stance->issue && other->date == stance->date) {
            struct str date = {0};
            date_print(stance->date, &date);
            diagnostics_warn(list, name, stance->place,
                             "%s on %s has another entry of %s on line %zu: the later line wins",
                             actor->id, model->issues[stance->issue].id, str_get(&date),
                             other->place.line);
            str_clear(&date);
            return;
        }
}

static void check_age(const struct stance_findings *findings, size_t actor, const char *name,
                      struct stance_diagnostics *list)
{
    for (size_t i = 0; i < findings->snapshot->n_issues; i++) {
        const struct standing *standing = findings_standing(findings, actor, i);
        if (!standing->stance || findings->snapshot->as_of - standing->stance->date <= STALE_DAYS)
            continue;
        diagnostics_warn(list, name, standing->stance->place,
                         "%s on %s is %d days older than the newest entry: is it still so?",
                         findings_actor(findings, actor)->id, findings_issue(findings, i)->id,
                         (int)(findings->snapshot->as_of - standing->stance->date));
    }
}

/* ---- scales */

static void check_neutral(const struct stance_findings *findings, size_t issue, const char *name,
                          struct stance_diagnostics *list)
{
    const struct scale *scale = &findings_issue(findings, issue)->scale;
    if (!scale->has_neutral || (scale->neutral > scale->min && scale->neutral < scale->max)) return;
    diagnostics_warn(list, name, findings_issue(findings, issue)->place,
                     "the neutral point of %s is an end of its scale: there is no for and against",
                     findings_issue(findings, issue)->id);
}

/* ---- ids that spreadsheets and statistics programs read as something else */

static bool is_risky(const char *id)
{
    static const char *const words[] = {"na",   "nan",   "null", "none", "nil",
                                        "true", "false", "inf",  "yes",  "no"};
    if (id[0] >= '0' && id[0] <= '9') return true;
    for (size_t w = 0; w < sizeof words / sizeof *words; w++)
        if (strcmp(words[w], id) == 0) return true;
    return false;
}

static void check_actor_id(const struct stance_findings *findings, size_t actor, const char *name,
                           struct stance_diagnostics *list)
{
    if (!is_risky(findings_actor(findings, actor)->id)) return;
    diagnostics_warn(list, name, findings_actor(findings, actor)->place,
                     "spreadsheets may take the id \"%s\" for something else",
                     findings_actor(findings, actor)->id);
}

static void check_issue_id(const struct stance_findings *findings, size_t issue, const char *name,
                           struct stance_diagnostics *list)
{
    if (!is_risky(findings_issue(findings, issue)->id)) return;
    diagnostics_warn(list, name, findings_issue(findings, issue)->place,
                     "spreadsheets may take the id \"%s\" for something else",
                     findings_issue(findings, issue)->id);
}

static const struct check checks[] = {
    {.name = "no-source", .of_stance = check_source},
    {.name = "no-quote", .of_stance = check_quote},
    {.name = "same-day", .of_stance = check_same_day},
    {.name = "stale", .of_actor = check_age},
    {.name = "condition-on-itself", .of_stance = check_itself},
    {.name = "condition-fulfilled", .of_stance = check_fulfilled},
    {.name = "condition-never-holds", .of_stance = check_never},
    {.name = "incomparable", .of_actor = check_comparable},
    {.name = "one-voice", .of_model = check_voices},
    {.name = "neutral-at-end", .of_issue = check_neutral},
    {.name = "risky-id", .of_actor = check_actor_id, .of_issue = check_issue_id},
};
enum { N_CHECKS = sizeof checks / sizeof *checks };

static void check_actor(const struct stance_findings *findings, size_t actor,
                        struct stance_diagnostics *list)
{
    const struct actor *who = findings_actor(findings, actor);
    for (size_t c = 0; c < N_CHECKS; c++)
        if (checks[c].of_actor) checks[c].of_actor(findings, actor, checks[c].name, list);
    for (size_t s = 0; s < who->n_stances; s++)
        for (size_t c = 0; c < N_CHECKS; c++)
            if (checks[c].of_stance)
                checks[c].of_stance(findings->snapshot->model, who, &who->stances[s],
                                    checks[c].name, list);
}

stance_result stance_check(const stance_findings *findings, stance_diagnostics *diagnostics)
{
    struct stance_diagnostics list; /* one a file, so that the limit is one a file */
    diagnostics_init(&list);
    for (size_t c = 0; c < N_CHECKS; c++)
        if (checks[c].of_model) checks[c].of_model(findings, checks[c].name, &list);
    for (size_t i = 0; i < findings->snapshot->n_issues; i++)
        for (size_t c = 0; c < N_CHECKS; c++)
            if (checks[c].of_issue) checks[c].of_issue(findings, i, checks[c].name, &list);
    diagnostics_absorb(diagnostics, &list);
    for (size_t a = 0; a < findings->snapshot->n_actors; a++) {
        check_actor(findings, a, &list);
        diagnostics_absorb(diagnostics, &list);
    }
    diagnostics_clear(&list);
    return diagnostics->failed ? STANCE_NO_MEMORY : STANCE_OK;
}
