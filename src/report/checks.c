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
};

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
        if (stance->claims[c].source.quote) continue;
        diagnostics_warn(list, name, stance->place, "%s on %s has no quote to show for it",
                         actor->id, model->issues[stance->issue].id);
        return;
    }
}

/* ---- conditions */

static bool is_leaf(const struct test *test)
{
    return test->kind != TEST_ANY && test->kind != TEST_NOT;
}

static bool asks_itself(const struct stance_model *model, const struct test *test,
                        const struct actor *actor, size_t issue)
{
    for (size_t t = 0; t < test->n_tests; t++)
        if (asks_itself(model, &test->tests[t], actor, issue)) return true;
    return is_leaf(test) && !test->about_group && test->issue == issue &&
           &model->actors[test->who] == actor;
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

/* Two tests of one `when` that no position of one actor can pass together. */
static bool contradict(const struct test *low, const struct test *high)
{
    return low->kind == TEST_AT_LEAST && high->kind == TEST_AT_MOST && low->who == high->who &&
           low->about_group == high->about_group && low->issue == high->issue &&
           low->members == 0 && high->members == 0 && low->bound > high->bound;
}

static bool never_holds(const struct stance_model *model, const struct test *test)
{
    const struct scale *scale;
    if (test->kind == TEST_SUM_AT_LEAST) {
        double members = test->about_group ? (double)model->groups[test->who].n_members : 1;
        scale = &model->issues[test->issue].scale;
        return test->bound > members * scale->max;
    }
    if (test->kind != TEST_NOT || !is_leaf(test->tests)) return false;
    scale = &model->issues[test->tests->issue].scale;
    return (test->tests->kind == TEST_AT_LEAST && test->tests->bound <= scale->min) ||
           (test->tests->kind == TEST_AT_MOST && test->tests->bound >= scale->max);
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
                never = never || contradict(&alternative->when[t], &alternative->when[u]);
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
                     "%s cannot be compared with any other actor",
                     findings_actor(findings, actor)->id);
}

static void check_voices(const struct stance_findings *findings, size_t issue, const char *name,
                         struct stance_diagnostics *list)
{
    const stance_issue_figures *figures = &findings->issues[issue];
    if (figures->declared >= 2) return;
    diagnostics_warn(list, name, findings_issue(findings, issue)->place,
                     figures->declared == 1 ? "only one actor has declared itself on %s"
                                            : "nobody has declared themselves on %s",
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
    {"no-source", check_source, NULL, NULL},
    {"no-quote", check_quote, NULL, NULL},
    {"condition-on-itself", check_itself, NULL, NULL},
    {"condition-fulfilled", check_fulfilled, NULL, NULL},
    {"condition-never-holds", check_never, NULL, NULL},
    {"incomparable", NULL, check_comparable, NULL},
    {"one-voice", NULL, NULL, check_voices},
    {"risky-id", NULL, check_actor_id, check_issue_id},
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
