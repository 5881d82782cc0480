/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Selections in words. Actors with their groups and issues with their topics work alike: each is a
 * list of things with ids, and of sets of them that have names of their own. */
#include "model/select.h"

#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "model/snapshot.h"

/* What a selection chooses from. */
struct pool {
    const char *one, *set; /* "actor", "group" */
    size_t count;
    const char *(*id)(const struct stance_model *model, size_t index);
    bool (*is_in)(const struct stance_model *model, size_t index, const char *set);
    const char *(*set_of)(const struct stance_model *model, size_t index, size_t number);
};

static bool actor_in_set(const struct stance_model *model, size_t index, const char *set)
{
    return actor_is_in_group(&model->actors[index], set);
}

static const char *group_of_actor(const struct stance_model *model, size_t index, size_t number)
{
    const struct actor *actor = &model->actors[index];
    return number < actor->n_groups ? actor->groups[number] : NULL;
}

static bool issue_in_set(const struct stance_model *model, size_t index, const char *set)
{
    const char *topic = model->issues[index].topic;
    return topic && strcmp(topic, set) == 0;
}

static const char *topic_of_issue(const struct stance_model *model, size_t index, size_t number)
{
    return number == 0 ? model->issues[index].topic : NULL;
}

static size_t find_one(const struct stance_model *model, const struct pool *pool, const char *word)
{
    for (size_t i = 0; i < pool->count; i++)
        if (strcmp(pool->id(model, i), word) == 0) return i;
    return MAP_NONE;
}

/* Choose the members of a set; false if it has none. */
static bool choose_set(const struct stance_model *model, const struct pool *pool, const char *word,
                       bool *chosen)
{
    bool any = false;
    for (size_t i = 0; i < pool->count; i++) {
        if (!pool->is_in(model, i, word)) continue;
        any = true;
        if (chosen) chosen[i] = true;
    }
    return any;
}

static void complain_of_word(const struct stance_model *model, const struct pool *pool,
                             const char *word, struct stance_diagnostics *diagnostics)
{
    struct nearest nearest;
    const struct place nowhere = {0};
    nearest_init(&nearest, word);
    for (size_t i = 0; i < pool->count; i++) {
        const char *set;
        nearest_try(&nearest, pool->id(model, i));
        for (size_t n = 0; (set = pool->set_of(model, i, n)) != NULL; n++)
            nearest_try(&nearest, set);
    }
    diagnostics_error(diagnostics, nowhere, "\"%s\" is no %s and no %s of this model", word,
                      pool->one, pool->set);
    if (nearest.best)
        diagnostics_hint(diagnostics, "Did you mean \"%s\"?", nearest.best);
    else
        diagnostics_hint(diagnostics, "stance show lists all names, groups and topics.");
}

/* Does the word begin with "actor:", "group:"? Then step over that. */
static bool takes_prefix(const char **word, const char *prefix)
{
    size_t length = strlen(prefix);
    if (strncmp(*word, prefix, length) != 0 || (*word)[length] != ':') return false;
    *word += length + 1;
    return true;
}

static bool choose_word(const struct stance_model *model, const struct pool *pool, const char *word,
                        bool *chosen, struct stance_diagnostics *diagnostics)
{
    const char *typed = word;
    bool only_set = takes_prefix(&word, pool->set);
    bool only_one = !only_set && takes_prefix(&word, pool->one);
    size_t one = only_set ? MAP_NONE : find_one(model, pool, word);
    bool is_set = !only_one && choose_set(model, pool, word, NULL);
    if (one != MAP_NONE && is_set) {
        diagnostics_error(diagnostics, (struct place){0}, "\"%s\" is both: say %s:%s or %s:%s",
                          word, pool->one, word, pool->set, word);
        return false;
    }
    if (one != MAP_NONE) {
        chosen[one] = true;
        return true;
    }
    if (is_set) return choose_set(model, pool, word, chosen);
    complain_of_word(model, pool, typed, diagnostics);
    return false;
}

static bool choose(const struct stance_model *model, const struct pool *pool, const char *words,
                   bool *chosen, struct stance_diagnostics *diagnostics)
{
    char *copy = strdup(words), *rest = copy, *word;
    if (!copy) {
        diagnostics->failed = true;
        return false;
    }
    bool ok = true, any = false;
    while ((word = strsep(&rest, ",")) != NULL) {
        word += strspn(word, " ");
        word[strcspn(word, " ")] = '\0';
        if (*word == '\0') continue;
        any = true;
        ok = choose_word(model, pool, word, chosen, diagnostics) && ok;
    }
    free(copy);
    if (!any)
        diagnostics_error(diagnostics, (struct place){0}, "the selection of %ss names nobody",
                          pool->one);
    return ok && any;
}

static const char *actor_id(const struct stance_model *model, size_t index)
{
    return model->actors[index].id;
}

static const char *issue_id(const struct stance_model *model, size_t index)
{
    return model->issues[index].id;
}

bool select_actors(const struct stance_model *model, const char *words, bool *chosen,
                   struct stance_diagnostics *diagnostics)
{
    const struct pool pool = {"actor",  "group",      model->n_actors,
                              actor_id, actor_in_set, group_of_actor};
    return choose(model, &pool, words, chosen, diagnostics);
}

bool select_issues(const struct stance_model *model, const char *words, bool *chosen,
                   struct stance_diagnostics *diagnostics)
{
    const struct pool pool = {"issue",  "topic",      model->n_issues,
                              issue_id, issue_in_set, topic_of_issue};
    return choose(model, &pool, words, chosen, diagnostics);
}
