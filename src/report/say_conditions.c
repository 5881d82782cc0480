/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions in words: what would have to hold, whether it does today, and who says so. */
#include "engine/truth.h"
#include "report/say_page.h"

static void say_test(struct speaker *speaker, const struct test *test);

static void say_tests(struct speaker *speaker, const struct test *tests, size_t count,
                      const char *joint)
{
    for (size_t t = 0; t < count; t++) {
        if (t > 0) document_say(speaker->document, "%s", joint);
        say_test(speaker, &tests[t]);
    }
}

/* Whom a test asks about: "Europe", "all of the group nato", "2 of the group nato". */
static void say_whom(struct speaker *speaker, const struct test *test)
{
    const struct stance_model *model = speaker->findings->snapshot->model;
    if (!test->about_group)
        document_say(speaker->document, "%s", model->actors[test->who].name);
    else if (test->kind == TEST_SUM_AT_LEAST)
        document_say(speaker->document, "the group %s together", test->name);
    else if (test->members > 0)
        document_say(speaker->document, "%zu of the group %s", test->members, test->name);
    else
        document_say(speaker->document, "all of the group %s", test->name);
}

static void say_value(struct speaker *speaker, const struct scale *scale,
                      const struct position *position)
{
    struct str text = {0};
    scale_print_position(scale, position, &text);
    if (text.failed) speaker->document->failed = true;
    document_say(speaker->document, "\"%s\"", str_get(&text));
    str_clear(&text);
}

/* "Europe is at least "strong" on Proposal", "all of the group nato are ...". */
static void say_leaf(struct speaker *speaker, const struct test *test)
{
    const struct issue *issue = &speaker->findings->snapshot->model->issues[test->issue];
    say_whom(speaker, test);
    document_say(speaker->document, test->about_group ? " are " : " is ");
    if (test->kind == TEST_IS) {
        for (size_t v = 0; v < test->n_values; v++) {
            if (v > 0) document_say(speaker->document, " or ");
            say_value(speaker, &issue->scale, &test->values[v]);
        }
    } else {
        const struct position bound = {
            .kind = POSITION_SPAN, .from = test->bound, .to = test->bound};
        document_say(speaker->document, test->kind == TEST_AT_MOST ? "at most " : "at least ");
        say_value(speaker, &issue->scale, &bound);
    }
    document_say(speaker->document, " on %s", issue->name);
}

static void say_test(struct speaker *speaker, const struct test *test)
{
    if (test->kind == TEST_ANY) {
        document_say(speaker->document, "either ");
        say_tests(speaker, test->tests, test->n_tests, ", or ");
    } else if (test->kind == TEST_NOT) {
        document_say(speaker->document, "it is not so that ");
        say_tests(speaker, test->tests, test->n_tests, " and ");
    } else {
        say_leaf(speaker, test);
    }
}

void say_alternative(struct speaker *speaker, size_t issue, const struct alternative *alternative,
                     bool with_state)
{
    static const char *const today[] = {
        [TRUTH_FAILS] = "does not hold today",
        [TRUTH_OPEN] = "open today",
        [TRUTH_HOLDS] = "holds today",
    };
    struct stance_document *document = speaker->document;
    document_say(document, " moves to ");
    say_value(speaker, &findings_issue(speaker->findings, issue)->scale, &alternative->value);
    document_say(document, alternative->strength == STRENGTH_WOULD ? " if " : ", more likely if ");
    say_tests(speaker, alternative->when, alternative->n_when, " and ");
    if (with_state)
        document_say(document, " (%s)",
                     today[truth_of_alternative(speaker->findings->snapshot, alternative)]);
    document_say(document, ".");
    say_source(speaker, &alternative->source, alternative->speaker);
}

static void say_alternatives(struct speaker *speaker, size_t actor, size_t issue)
{
    const struct standing *standing = findings_standing(speaker->findings, actor, issue);
    for (size_t c = 0; standing->stance && c < standing->n_alternatives; c++) {
        document_item(speaker->document);
        document_say(speaker->document, "%s on %s: from ", actor_name(speaker, actor),
                     issue_name(speaker, issue));
        say_value(speaker, &findings_issue(speaker->findings, issue)->scale, &standing->position);
        say_alternative(speaker, issue, &standing->alternatives[c], true);
    }
}

/* The heading, before the first of them. */
static void say_conditions_head(struct speaker *speaker, const size_t *actors, size_t n_actors,
                                size_t issue)
{
    say_heading(speaker, "Conditions", "listed, not applied");
    if (says_page(speaker)) say_waiting(speaker, actors, n_actors, issue);
    document_items(speaker->document);
}

static bool has_conditions(const struct speaker *speaker, size_t actor, size_t issue)
{
    const struct standing *standing = findings_standing(speaker->findings, actor, issue);
    return standing->stance && standing->n_alternatives > 0;
}

void say_conditions(struct speaker *speaker, const size_t *actors, size_t n_actors, size_t issue)
{
    size_t said = 0;
    if (!actors) n_actors = speaker->findings->snapshot->n_actors;
    for (size_t n = 0; n < n_actors; n++)
        for (size_t i = 0; i < speaker->findings->snapshot->n_issues; i++) {
            size_t actor = actors ? actors[n] : n;
            if (issue != STANCE_NONE && i != issue) continue;
            if (!has_conditions(speaker, actor, i)) continue;
            if (said++ == 0) say_conditions_head(speaker, actors, n_actors, issue);
            say_alternatives(speaker, actor, i);
        }
}
