/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who waits for whom: each test of a condition in force is an arrow, from the stance that would
 * move to the stance that it asks about. */
#include <stdlib.h>

#include "engine/truth.h"
#include "report/say_page.h"

/* A picture of more arrows than this is a thicket: the list below it says the same. */
#define ARROWS_IN_PICTURE ((size_t)60)

/* Whom a leaf asks about, or who holds an alternative: by the model's numbers. */
struct subject_key {
    bool is_group;
    size_t who, issue;
};

/* Where a test stands among others. */
struct nesting {
    bool is_negated;
    bool is_choice; /* one of several that will do */
    bool is_part;   /* of one of several: it takes others as well */
};

struct sketch {
    struct speaker *speaker;
    struct waiting_picture *picture;
    struct subject_key keys[2 * ARROWS_IN_PICTURE];
    size_t n_arrows; /* of all, the picture's own room or not */
};

/* "Europe: European proposal", "the group nato: Size of the force". */
static const char *name_stance(const struct sketch *sketch, const struct subject_key *key)
{
    const struct stance_model *model = sketch->speaker->findings->snapshot->model;
    struct str text = {0};
    str_printf(&text, "%s%s: %s", key->is_group ? "the group " : "",
               key->is_group ? model->groups[key->who].id : model->actors[key->who].name,
               model->issues[key->issue].name);
    return keep_str(sketch->speaker, &text);
}

/* What is in force; a group's stances are as many as its members. */
static const char *name_today(const struct sketch *sketch, const struct subject_key *key)
{
    const struct stance_snapshot *snapshot = sketch->speaker->findings->snapshot;
    struct str text = {0};
    if (key->is_group) return NULL;
    const struct standing *standing = snapshot_standing(snapshot, key->who, key->issue);
    if (!standing_is_known(standing)) return "unknown";
    scale_print_position(&snapshot->model->issues[key->issue].scale, &standing->position, &text);
    return keep_str(sketch->speaker, &text);
}

static size_t find_stance(struct sketch *sketch, struct subject_key key)
{
    struct waiting_picture *picture = sketch->picture;
    for (size_t s = 0; s < picture->n_stances; s++)
        if (sketch->keys[s].is_group == key.is_group && sketch->keys[s].who == key.who &&
            sketch->keys[s].issue == key.issue)
            return s;
    sketch->keys[picture->n_stances] = key;
    picture->stances[picture->n_stances] = name_stance(sketch, &key);
    picture->today[picture->n_stances] = name_today(sketch, &key);
    return picture->n_stances++;
}

static void print_bound(const struct scale *scale, double bound, struct str *out)
{
    const struct position position = {.kind = POSITION_SPAN, .from = bound, .to = bound};
    scale_print_position(scale, &position, out);
}

/* "at least A strong proposal", "not Yes or No". */
static const char *name_test(struct speaker *speaker, const struct test *test,
                             struct nesting nesting)
{
    const struct scale *scale = &speaker->findings->snapshot->model->issues[test->issue].scale;
    struct str text = {0};
    if (nesting.is_part)
        str_append(&text, "(with others, one of several ways) ");
    else if (nesting.is_choice)
        str_append(&text, "(one of several will do) ");
    if (nesting.is_negated) str_append(&text, "not ");
    if (test->members > 0) str_printf(&text, "%zu of them ", test->members);
    if (test->kind == TEST_AT_MOST) str_append(&text, "at most ");
    if (test->kind == TEST_AT_LEAST) str_append(&text, "at least ");
    if (test->kind == TEST_SUM_AT_LEAST) str_append(&text, "together at least ");
    if (test->kind != TEST_IS) print_bound(scale, test->bound, &text);
    for (size_t v = 0; test->kind == TEST_IS && v < test->n_values; v++) {
        if (v > 0) str_append(&text, " or ");
        scale_print_position(scale, &test->values[v], &text);
    }
    return keep_str(speaker, &text);
}

static enum waiting_state state_of(const struct speaker *speaker, const struct test *test,
                                   bool is_negated)
{
    enum truth truth = truth_of_test(speaker->findings->snapshot, test);
    if (truth == TRUTH_OPEN) return WAITING_OPEN;
    return (truth == TRUTH_HOLDS) != is_negated ? WAITING_HOLDS : WAITING_FAILS;
}

static void add_arrow(struct sketch *sketch, struct subject_key holder,
                      const struct alternative *alternative, const struct test *test,
                      struct nesting nesting)
{
    struct waiting_picture *picture = sketch->picture;
    struct speaker *speaker = sketch->speaker;
    const struct scale *scale = &speaker->findings->snapshot->model->issues[holder.issue].scale;
    struct str move = {0};
    if (sketch->n_arrows++ >= ARROWS_IN_PICTURE) return;
    size_t from = find_stance(sketch, holder);
    size_t to =
        find_stance(sketch, (struct subject_key){test->about_group, test->who, test->issue});
    scale_print_position(scale, &alternative->value, &move);
    picture->arrows[picture->n_arrows++] = (struct waiting_arrow){
        .from = from,
        .to = to,
        .only_more_likely = alternative->strength == STRENGTH_MORE_LIKELY,
        .state = state_of(speaker, test, nesting.is_negated),
        .move = keep_str(speaker, &move),
        .when = name_test(speaker, test, nesting),
    };
}

/* Leaves, with what their place among others means. Not "any of these" is "none of these". */
static void add_tests(struct sketch *sketch, struct subject_key holder,
                      const struct alternative *alternative, const struct test *tests, size_t count,
                      struct nesting nesting)
{
    for (size_t t = 0; t < count; t++) {
        struct nesting inner = nesting;
        if (tests[t].kind == TEST_NOT) inner.is_negated = !nesting.is_negated;
        if (tests[t].kind == TEST_ANY && !nesting.is_negated) inner.is_choice = true;
        if (tests[t].kind == TEST_ANY && nesting.is_negated && tests[t].n_tests > 1)
            inner.is_part = nesting.is_choice;
        if (test_is_leaf(&tests[t]))
            add_arrow(sketch, holder, alternative, &tests[t], nesting);
        else
            add_tests(sketch, holder, alternative, tests[t].tests, tests[t].n_tests, inner);
    }
}

static void gather_actor(struct sketch *sketch, size_t actor, size_t only_issue)
{
    const struct stance_findings *findings = sketch->speaker->findings;
    const struct stance_snapshot *snapshot = findings->snapshot;
    for (size_t i = 0; i < snapshot->n_issues; i++) {
        const struct standing *standing = findings_standing(findings, actor, i);
        struct subject_key holder = {false, snapshot->actors[actor], snapshot->issues[i]};
        if (only_issue != STANCE_NONE && i != only_issue) continue;
        for (size_t c = 0; standing->stance && c < standing->n_alternatives; c++)
            add_tests(sketch, holder, &standing->alternatives[c], standing->alternatives[c].when,
                      standing->alternatives[c].n_when, (struct nesting){0});
    }
}

static void put_picture(struct speaker *speaker, struct waiting_picture *picture)
{
    struct block *block = document_picture(speaker->document, BLOCK_WAITING);
    if (!block) return;
    block->picture.waiting = picture;
    document_say(speaker->document, "Who waits for whom: %zu stances, %zu %s", picture->n_stances,
                 picture->n_arrows, picture->n_arrows == 1 ? "test" : "tests");
}

static void say_too_many(struct speaker *speaker, size_t count)
{
    document_paragraph(speaker->document);
    document_say(speaker->document,
                 "%zu tests are too many for a picture of who waits for whom: stance show NAME "
                 "draws those of one actor or issue.",
                 count);
}

void say_waiting(struct speaker *speaker, const size_t *actors, size_t n_actors, size_t issue)
{
    struct stance_document *document = speaker->document;
    struct sketch *sketch = calloc(1, sizeof *sketch);
    struct waiting_picture *picture = document_alloc(document, 1, sizeof *picture);
    if (!sketch || !picture) {
        document->failed = true;
        free(sketch);
        return;
    }
    picture->stances = document_alloc(document, 2 * ARROWS_IN_PICTURE, sizeof(const char *));
    picture->today = document_alloc(document, 2 * ARROWS_IN_PICTURE, sizeof(const char *));
    picture->arrows = document_alloc(document, ARROWS_IN_PICTURE, sizeof *picture->arrows);
    *sketch = (struct sketch){.speaker = speaker, .picture = picture};
    if (!actors) n_actors = speaker->findings->snapshot->n_actors;
    for (size_t n = 0; !document->failed && n < n_actors; n++)
        gather_actor(sketch, actors ? actors[n] : n, issue);
    if (sketch->n_arrows > ARROWS_IN_PICTURE)
        say_too_many(speaker, sketch->n_arrows);
    else if (picture->n_arrows > 0)
        put_picture(speaker, picture);
    free(sketch);
}
