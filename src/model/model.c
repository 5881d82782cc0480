/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model as a whole: look-ups, and what can be done only when all actors are in: their order,
 * the groups, the histories, and binding the tests of conditions to whom they name. */
#include "model/model.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"

static const char *const status_names[STATUS_COUNT] = {
    [STATUS_STATED] = "stated",
    [STATUS_REPORTED] = "reported",
    [STATUS_INFERRED] = "inferred",
};

const char *status_name(enum status status)
{
    return status_names[status];
}

bool status_find(const char *word, enum status *out)
{
    for (size_t s = 0; s < STATUS_COUNT; s++) {
        if (strcmp(status_names[s], word) != 0) continue;
        *out = (enum status)s;
        return true;
    }
    return false;
}

const char *strength_name(enum strength strength)
{
    return strength == STRENGTH_WOULD ? "would" : "more-likely";
}

bool test_is_leaf(const struct test *test)
{
    return test->kind != TEST_ANY && test->kind != TEST_NOT;
}

const char *test_kind_name(enum test_kind kind)
{
    static const char *const names[] = {
        [TEST_AT_LEAST] = "at-least",         [TEST_AT_MOST] = "at-most", [TEST_IS] = "is",
        [TEST_SUM_AT_LEAST] = "sum-at-least", [TEST_ANY] = "any",         [TEST_NOT] = "not",
    };
    return names[kind];
}

bool id_is_valid(const char *id)
{
    size_t length = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return length >= 1 && length <= MODEL_MAX_ID && id[length] == '\0' && id[0] != '-';
}

/* ---- order: actors by id, groups by id, stances by issue, date, line */

static int by_id(const void *a, const void *b)
{
    return strcmp(((const struct actor *)a)->id, ((const struct actor *)b)->id);
}

static int by_issue_and_date(const void *a, const void *b)
{
    const struct stance *x = *(const struct stance *const *)a;
    const struct stance *y = *(const struct stance *const *)b;
    if (x->issue != y->issue) return x->issue < y->issue ? -1 : 1;
    if (x->date != y->date) return x->date < y->date ? -1 : 1;
    return (x > y) - (x < y); /* both in one array: the later line is the later entry */
}

static bool lay_out_history(struct actor *actor, struct arena *arena)
{
    actor->history = arena_array(arena, actor->n_stances, sizeof(const struct stance *));
    if (!actor->history) return actor->n_stances == 0;
    for (size_t s = 0; s < actor->n_stances; s++)
        actor->history[s] = &actor->stances[s];
    qsort(actor->history, actor->n_stances, sizeof(const struct stance *), by_issue_and_date);
    return true;
}

/* The first of the history, from `low` on, that is not about an issue before this one. */
static size_t find_issue(const struct actor *actor, size_t low, size_t issue)
{
    size_t high = actor->n_stances;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (actor->history[middle]->issue < issue)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct stance *const *actor_history(const struct actor *actor, size_t issue, size_t *count)
{
    size_t first = find_issue(actor, 0, issue);
    *count = find_issue(actor, first, issue + 1) - first;
    return actor->history + first;
}

/* ---- groups */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of all groups, sorted, each once; NULL if there is no memory. */
static const char **group_names(const struct stance_model *model, size_t *count)
{
    size_t n = 0;
    for (size_t a = 0; a < model->n_actors; a++)
        n += model->actors[a].n_groups;
    const char **names = calloc(n + 1, sizeof *names);
    if (!names) return NULL;
    n = 0;
    for (size_t a = 0; a < model->n_actors; a++)
        for (size_t g = 0; g < model->actors[a].n_groups; g++)
            names[n++] = model->actors[a].groups[g];
    qsort(names, n, sizeof *names, by_text);
    *count = 0;
    for (size_t g = 0; g < n; g++)
        if (*count == 0 || strcmp(names[*count - 1], names[g]) != 0) names[(*count)++] = names[g];
    return names;
}

static bool fill_groups(struct stance_model *model)
{
    for (size_t a = 0; a < model->n_actors; a++)
        for (size_t g = 0; g < model->actors[a].n_groups; g++)
            model->groups[map_find(&model->group_ids, model->actors[a].groups[g])].n_members++;
    for (size_t g = 0; g < model->n_groups; g++) {
        struct group *group = &model->groups[g];
        group->members = arena_array(&model->arena, group->n_members, sizeof *group->members);
        if (!group->members) return false;
        group->n_members = 0;
    }
    for (size_t a = 0; a < model->n_actors; a++)
        for (size_t g = 0; g < model->actors[a].n_groups; g++) {
            size_t index = map_find(&model->group_ids, model->actors[a].groups[g]);
            struct group *group = &model->groups[index];
            group->members[group->n_members++] = a;
        }
    return true;
}

static bool make_groups(struct stance_model *model)
{
    const char **names = group_names(model, &model->n_groups);
    bool ok = names != NULL;
    if (ok && model->n_groups > 0) {
        model->groups = arena_array(&model->arena, model->n_groups, sizeof *model->groups);
        ok = model->groups != NULL;
    }
    for (size_t g = 0; ok && g < model->n_groups; g++) {
        model->groups[g].id = names[g];
        ok = map_put(&model->group_ids, names[g], g);
    }
    free(names);
    return ok && fill_groups(model);
}

bool group_has(const struct group *group, size_t actor, size_t *next)
{
    while (*next < group->n_members && group->members[*next] < actor)
        ++*next;
    return *next < group->n_members && group->members[*next] == actor;
}

/* ---- tests of conditions: whom they ask about */

static void complain_of_stranger(const struct stance_model *model, const struct test *test,
                                 struct stance_diagnostics *diagnostics)
{
    struct nearest nearest;
    nearest_init(&nearest, test->name);
    if (diagnostics->found[STANCE_ERROR] >= DIAGNOSTICS_LIMIT) {
        diagnostics_error(diagnostics, test->place, "unknown"); /* only counted */
        return;
    }
    if (test->about_group) {
        for (size_t g = 0; g < model->n_groups; g++)
            nearest_try(&nearest, model->groups[g].id);
        diagnostics_error(diagnostics, test->place, "no actor is in a group \"%s\"", test->name);
    } else {
        for (size_t a = 0; a < model->n_actors; a++)
            nearest_try(&nearest, model->actors[a].id);
        diagnostics_error(diagnostics, test->place, "there is no actor \"%s\" (no actors/%s.json)",
                          test->name, test->name);
    }
    if (nearest.best) diagnostics_hint(diagnostics, "Did you mean \"%s\"?", nearest.best);
}

static void bind_test(const struct stance_model *model, struct test *test,
                      struct stance_diagnostics *diagnostics)
{
    for (size_t t = 0; t < test->n_tests; t++)
        bind_test(model, &test->tests[t], diagnostics);
    if (!test_is_leaf(test)) return;
    test->who = map_find(test->about_group ? &model->group_ids : &model->actor_ids, test->name);
    if (test->who == MAP_NONE) {
        complain_of_stranger(model, test, diagnostics);
        return;
    }
    if (!test->about_group) return;
    size_t members = model->groups[test->who].n_members;
    if (test->members > members)
        diagnostics_error(diagnostics, test->place,
                          "\"members\" asks for %zu, but the group %s has only %zu", test->members,
                          test->name, members);
}

static void bind_tests(const struct stance_model *model, struct stance_diagnostics *diagnostics)
{
    for (size_t a = 0; a < model->n_actors; a++)
        for (size_t s = 0; s < model->actors[a].n_stances; s++) {
            const struct stance *stance = &model->actors[a].stances[s];
            for (size_t c = 0; c < stance->n_alternatives; c++)
                for (size_t t = 0; t < stance->alternatives[c].n_when; t++)
                    bind_test(model, &stance->alternatives[c].when[t], diagnostics);
        }
}

bool model_complete(struct stance_model *model, struct stance_diagnostics *diagnostics)
{
    if (model->n_actors > 0) qsort(model->actors, model->n_actors, sizeof *model->actors, by_id);
    for (size_t i = 0; i < model->n_issues; i++)
        if (map_find(&model->issue_ids, model->issues[i].id) == MAP_NONE &&
            !map_put(&model->issue_ids, model->issues[i].id, i))
            return false;
    for (size_t a = 0; a < model->n_actors; a++)
        if (!map_put(&model->actor_ids, model->actors[a].id, a) ||
            !lay_out_history(&model->actors[a], &model->arena))
            return false;
    if (!make_groups(model)) return false;
    bind_tests(model, diagnostics);
    return !diagnostics->failed;
}

/* ---- public look-ups */

const char *stance_model_digest(const stance_model *model)
{
    return model->digest;
}

const char *stance_model_title(const stance_model *model)
{
    return model->title;
}

size_t stance_model_actors(const stance_model *model)
{
    return model->n_actors;
}

size_t stance_model_issues(const stance_model *model)
{
    return model->n_issues;
}

const char *stance_model_actor_id(const stance_model *model, size_t actor)
{
    assert(actor < model->n_actors);
    return model->actors[actor].id;
}

const char *stance_model_issue_id(const stance_model *model, size_t issue)
{
    assert(issue < model->n_issues);
    return model->issues[issue].id;
}

size_t stance_model_find_actor(const stance_model *model, const char *id)
{
    return map_find(&model->actor_ids, id);
}

size_t stance_model_find_issue(const stance_model *model, const char *id)
{
    return map_find(&model->issue_ids, id);
}

const char *stance_model_nearest_actor(const stance_model *model, const char *word)
{
    struct nearest nearest;
    nearest_init(&nearest, word);
    for (size_t a = 0; a < model->n_actors; a++)
        nearest_try(&nearest, model->actors[a].id);
    return nearest.best;
}

const char *stance_model_nearest_issue(const stance_model *model, const char *word)
{
    struct nearest nearest;
    nearest_init(&nearest, word);
    for (size_t i = 0; i < model->n_issues; i++)
        nearest_try(&nearest, model->issues[i].id);
    return nearest.best;
}

void stance_model_free(stance_model *model)
{
    if (!model) return;
    map_clear(&model->issue_ids);
    map_clear(&model->actor_ids);
    map_clear(&model->group_ids);
    arena_clear(&model->arena);
    free(model);
}
