/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is right is read as it stands: every member of every kind of entry. */
#include <math.h>

#include "model/model.h"
#include "store/listing.h"

void suite_store_read(void);

static const char model_json[] =
    "{\"format\": \"stance/1\", \"title\": \"A force\", \"description\": \"About it\", \"x-id\": "
    "7,\n"
    " \"issues\": [\n"
    "  {\"id\": \"presence\", \"name\": \"Presence\", \"question\": \"How large?\", \"topic\": "
    "\"mission\",\n"
    "   \"scale\": {\"type\": \"ordinal\", \"neutral\": \"limited\", \"levels\": [\n"
    "     \"none\", {\"id\": \"limited\", \"label\": \"Limited presence\"}, \"heavy\"]},\n"
    "   \"status-quo\": \"none\", \"entered\": \"2025-01-02\"},\n"
    "  {\"id\": \"uneven\", \"weight\": 0,\n"
    "   \"scale\": {\"type\": \"ordinal\", \"levels\": [{\"id\": \"a\", \"at\": 0},\n"
    "     {\"id\": \"b\", \"at\": 0.2}, {\"id\": \"c\", \"at\": 1}]}},\n"
    "  {\"id\": \"size\", \"weight\": 0.5, \"status-quo\": {\"to\": 100},\n"
    "   \"scale\": {\"type\": \"interval\", \"min\": -10, \"max\": 50000, \"unit\": \"troops\", "
    "\"neutral\": 0}},\n"
    "  {\"id\": \"flag\", \"scale\": {\"type\": \"nominal\", \"choices\": [\"coalition\", \"eu\", "
    "\"un\"]}},\n"
    "  {\"id\": \"means\", \"scale\": {\"type\": \"nominal\", \"choices\": [\"ground\", \"air\"],\n"
    "   \"several\": true}}]}\n";

struct loaded {
    stance_diagnostics *list;
    stance_model *model;
};

static struct loaded load(const char *model, const char *actor)
{
    struct loaded loaded = {.list = stance_diagnostics_new()};
    const char *folder = test_model(model, "france", actor, NULL);
    CHECK_INT(stance_model_load(folder, loaded.list, &loaded.model), STANCE_OK);
    CHECK_TEXT(listing_of(loaded.list, folder), "");
    return loaded;
}

static void unload(struct loaded *loaded)
{
    stance_model_free(loaded->model);
    stance_diagnostics_free(loaded->list);
}

static void issues(void)
{
    struct loaded loaded = load(model_json, "{}");
    const struct stance_model *model = loaded.model;
    const struct issue *issue;
    if (!model) return;
    issue = model->issues;
    CHECK_TEXT(model->title, "A force");
    CHECK_TEXT(model->description, "About it");
    CHECK_SIZE(model->n_issues, 5);
    CHECK_TEXT(issue->id, "presence");
    CHECK_TEXT(issue->name, "Presence");
    CHECK_TEXT(issue->question, "How large?");
    CHECK_TEXT(issue->topic, "mission");
    CHECK_TEXT(issue->scale.issue, "presence");
    CHECK_TEXT(issue->scale.choices[1].label, "Limited presence");
    CHECK_TEXT(issue->scale.choices[2].label, "heavy");
    CHECK_NEAR(issue->scale.choices[1].at, 0.5, 0);
    CHECK(issue->scale.has_neutral && issue->scale.neutral == 1);
    CHECK(issue->has_status_quo && issue->status_quo.from == 0 && issue->status_quo.to == 0);
    CHECK(issue->entered != DATE_NONE && issue->weight == 1);
    CHECK_SIZE(issue->place.line, 3);
    CHECK_SIZE(issue->place.column, 3);
    CHECK_TEXT(issue[1].name, "uneven");
    CHECK(!issue[1].question && !issue[1].topic && issue[1].entered == DATE_NONE);
    CHECK_NEAR(issue[1].scale.choices[1].at, 0.2, 0);
    CHECK(issue[1].weight == 0 && !issue[1].has_status_quo && !issue[1].scale.has_neutral);
    CHECK_SIZE(issue[1].place.line, 7);
    CHECK(issue[2].scale.min == -10 && issue[2].scale.max == 50000 && issue[2].scale.neutral == 0);
    CHECK_TEXT(issue[2].scale.unit, "troops");
    CHECK(issue[2].status_quo.open_from && issue[2].status_quo.to == 100);
    CHECK(!issue[3].scale.several && issue[4].scale.several);
    unload(&loaded);
}

static void actor(void)
{
    struct loaded loaded =
        load(model_json, "{\"name\": \"La France\", \"kind\": \"state\",\n"
                         " \"groups\": [\"nato\", \"europe\"], \"weight\": 2.5,\n"
                         " \"entered\": \"2025-02-01\", \"stances\": []}");
    const struct actor *actor;
    if (!loaded.model) return;
    actor = loaded.model->actors;
    CHECK_TEXT(actor->id, "france");
    CHECK_TEXT(actor->name, "La France");
    CHECK_TEXT(actor->kind, "state");
    CHECK_SIZE(actor->n_groups, 2);
    CHECK_TEXT(actor->groups[0], "nato");
    CHECK(actor->weight == 2.5 && actor->entered != DATE_NONE && actor->n_stances == 0);
    CHECK_HOLDS(actor->place.file, "/actors/france.json");
    unload(&loaded);
    loaded = load(model_json, "{\"kind\": \"event\"}");
    if (!loaded.model) return;
    CHECK(loaded.model->actors->weight == 0 && loaded.model->actors->entered == DATE_NONE);
    CHECK_TEXT(loaded.model->actors->name, "france");
    unload(&loaded);
}

static void stance(void)
{
    struct loaded loaded = load(
        model_json,
        "{\"stances\": [\n"
        "  {\"issue\": \"size\", \"date\": \"2025-04-17\", \"value\": {\"from\": 25000},\n"
        "   \"salience\": 0.9, \"confidence\": 0.8, \"status\": \"inferred\", \"speaker\": \"P\",\n"
        "   \"source\": {\"outlet\": \"O\", \"url\": \"U\", \"quote\": \"Q\"}, \"note\": \"N\",\n"
        "   \"accepts\": {\"from\": 1, \"to\": 2}, \"until\": \"2025-04-17\",\n"
        "   \"entered\": \"2025-05-01\", \"x-mine\": [], \"if\": []},\n"
        "\t{\"value\": null, \"date\": \"2025-04-17\", \"issue\": \"flag\"}, "
        "{\"issue\": \"flag\", \"date\": \"2025-04-18\", \"accepts\": null, \"value\": [\"un\", "
        "\"eu\"]}]}");
    const struct stance *stance;
    if (!loaded.model) return;
    stance = loaded.model->actors->stances;
    CHECK_SIZE(loaded.model->actors->n_stances, 3);
    CHECK(stance->issue == 2 && stance->until == stance->date && stance->entered > stance->date);
    CHECK(stance->salience == 0.9 && stance->confidence == 0.8);
    CHECK_INT(stance->status, STATUS_INFERRED);
    CHECK_SIZE(stance->n_claims, 1);
    CHECK_TEXT(stance->claims->source.outlet, "O");
    CHECK_TEXT(stance->claims->source.url, "U");
    CHECK_TEXT(stance->claims->source.quote, "Q");
    CHECK_TEXT(stance->claims->speaker, "P");
    CHECK(stance->claims->confidence == 0.8);
    CHECK(stance->position.open_to && stance->position.from == 25000);
    CHECK(stance->has_accepts && stance->accepts && stance->accepts->to == 2);
    CHECK(stance->has_alternatives && !stance->n_alternatives);
    CHECK_TEXT(stance->note, "N");
    CHECK(stance->place.line == 2 && stance->place.column == 3);
    stance++;
    CHECK(stance->position.kind == POSITION_UNDECLARED && isnan(stance->salience));
    CHECK(stance->confidence == 1 && stance->status == STATUS_REPORTED && !stance->note);
    CHECK(stance->until == DATE_NONE && stance->entered == stance->date);
    CHECK(!stance->has_accepts && !stance->has_alternatives && !stance->claims->source.outlet);
    CHECK(stance->place.line == 7 && stance->place.column == 2);
    stance++;
    CHECK(stance->has_accepts && !stance->accepts && stance->position.kind == POSITION_SET);
    CHECK(set_has(stance->position.choices, 1) && set_has(stance->position.choices, 2));
    CHECK(stance->place.line == 7 && stance->place.column == 58);
    unload(&loaded);
}

static void claims(void)
{
    struct loaded loaded =
        load(model_json,
             "{\"stances\": [{\"issue\": \"presence\", \"date\": \"2025-04-17\", \"claims\": [\n"
             "  {\"value\": \"heavy\", \"source\": {\"outlet\": \"A\"}, \"speaker\": \"B\"},\n"
             "  {\"value\": null}, {\"value\": \"limited\", \"confidence\": 0.1}],\n"
             "  \"confidence\": 0.5, \"note\": \"N\"},\n"
             " {\"issue\": \"flag\", \"date\": \"2025-04-17\", \"claims\": [\n"
             "  {\"value\": \"un\"}, {\"value\": [\"eu\", \"un\"]}]}]}");
    const struct stance *stance;
    if (!loaded.model) return;
    stance = loaded.model->actors->stances;
    CHECK_SIZE(stance->n_claims, 3);
    CHECK(stance->position.from == 1 && stance->position.to == 2);
    CHECK(stance->claims[0].confidence == 0.5 && stance->claims[2].confidence == 0.1);
    CHECK(stance->claims[1].position.kind == POSITION_UNDECLARED);
    CHECK_TEXT(stance->claims[0].source.outlet, "A");
    CHECK_TEXT(stance->claims[0].speaker, "B");
    CHECK(set_count(stance[1].position.choices, 1) == 2);
    unload(&loaded);
}

#define WHEN(tests)                                                                                \
    "{\"groups\": [\"g\"], \"stances\": [{\"issue\": \"presence\", \"date\": \"2025-04-17\", "     \
    "\"value\": \"none\", \"if\": [\n {\"value\": \"heavy\", \"when\": [\n" tests "]}]}]}"

static void tests_of_conditions(void)
{
    struct loaded loaded = load(
        model_json,
        WHEN("{\"actor\": \"france\", \"issue\": \"size\", \"at-least\": 5},\n"
             "{\"group\": \"g\", \"issue\": \"presence\", \"at-most\": \"limited\", \"members\": "
             "1},\n"
             "{\"group\": \"g\", \"issue\": \"size\", \"sum-at-least\": 100000},\n"
             "{\"any\": [{\"not\": {\"actor\": \"france\", \"issue\": \"flag\", \"is\": null}},\n"
             "  {\"actor\": \"france\", \"issue\": \"flag\", \"is\": [\"un\", \"eu\", null]}]},\n"
             "{\"actor\": \"france\", \"issue\": \"size\", \"is\": [1, {\"from\": 5}, null]},\n"
             "{\"actor\": \"france\", \"issue\": \"means\", \"is\": [\"air\", \"ground\"]},\n"
             "{\"actor\": \"france\", \"issue\": \"means\", \"is\": [[\"air\", \"ground\"], "
             "[\"air\"], null]},\n"
             "{\"actor\": \"france\", \"issue\": \"presence\", \"is\": \"heavy\"}"));
    const struct alternative *alternative;
    const struct test *test;
    if (!loaded.model) return;
    alternative = loaded.model->actors->stances->alternatives;
    test = alternative->when;
    CHECK(alternative->value.from == 2 && alternative->confidence == 1);
    CHECK(alternative->strength == STRENGTH_WOULD && alternative->place.line == 2);
    CHECK_SIZE(alternative->n_when, 8);
    CHECK(test->kind == TEST_AT_LEAST && test->bound == 5 && !test->about_group);
    CHECK(test->issue == 2 && test->who == 0 && test->place.line == 3 && test->place.column == 11);
    test++;
    CHECK(test->kind == TEST_AT_MOST && test->bound == 1 && test->about_group &&
          test->members == 1);
    CHECK_TEXT(test->name, "g");
    test++;
    CHECK(test->kind == TEST_SUM_AT_LEAST && test->bound == 100000 && test->members == 0);
    test++;
    CHECK(test->kind == TEST_ANY && test->n_tests == 2 && test->tests[0].kind == TEST_NOT);
    CHECK(test->tests[0].n_tests == 1 && test->tests[0].tests[0].n_values == 1);
    CHECK(test->tests[0].tests[0].values->kind == POSITION_UNDECLARED);
    CHECK(test->tests[1].n_values == 3 && set_has(test->tests[1].values[1].choices, 1));
    CHECK(test->place.line == 6 && test->tests[1].place.line == 7);
    test++;
    CHECK(test->n_values == 3 && test->values[1].open_to && test->values[1].from == 5);
    CHECK(test->values[2].kind == POSITION_UNDECLARED);
    test++;
    CHECK(test->n_values == 1 && set_count(test->values->choices, 1) == 2);
    test++;
    CHECK(test->n_values == 3 && set_count(test->values[1].choices, 1) == 1);
    test++;
    CHECK(test->n_values == 1 && test->values->from == 2);
    unload(&loaded);
}

static void alternative(void)
{
    struct loaded loaded = load(
        model_json, WHEN("{\"actor\": \"france\", \"issue\": \"size\", \"at-most\": 5}], "
                         "\"strength\": \"more-likely\", \"confidence\": 0.4, \"speaker\": \"S\",\n"
                         "\"source\": {\"quote\": \"Q\"}, \"note\": \"N\", \"x-a\": ["));
    const struct alternative *alternative;
    if (!loaded.model) return;
    alternative = loaded.model->actors->stances->alternatives;
    CHECK(alternative->strength == STRENGTH_MORE_LIKELY && alternative->confidence == 0.4);
    CHECK_TEXT(alternative->speaker, "S");
    CHECK_TEXT(alternative->source.quote, "Q");
    CHECK_TEXT(alternative->note, "N");
    unload(&loaded);
}

/* Each just below and just above. */

static const char *repeated(const char *piece, size_t times)
{
    struct str text = {0};
    const char *lent;
    for (size_t i = 0; i < times; i++) {
        if (i) str_append(&text, ",");
        str_append(&text, piece);
    }
    lent = test_text("%s", str_get(&text));
    str_clear(&text);
    return lent;
}

static const char *say_of_stance(const char *format, const char *part)
{
    const char *stance =
        test_text("{\"issue\": \"size\", \"date\": \"2025-04-17\", %s%s}", format, part);
    const char *actor = test_text("{\"stances\": [\n%s]}", stance);
    const char *folder = test_model(model_json, "france", actor, NULL);
    return listing_of_load(folder, test_text("%s/actors/france.json", folder));
}

static void limits(void)
{
    const char *test = "{\"actor\": \"france\", \"issue\": \"size\", \"is\": 1}";
    const char *choice = test_text("{\"value\": 1, \"when\": [%s]}", test), *deep = test;
    CHECK_TEXT(say_of_stance("", test_text("\"claims\": [%s]", repeated("{\"value\": 1}", 256))),
               "");
    CHECK_HOLDS(say_of_stance("", test_text("\"claims\": [%s]", repeated("{\"value\": 1}", 257))),
                "257 claims in one entry: the limit is 256");
    CHECK_TEXT(say_of_stance("\"value\": 1, ", test_text("\"if\": [%s]", repeated(choice, 1024))),
               "");
    CHECK_HOLDS(say_of_stance("\"value\": 1, ", test_text("\"if\": [%s]", repeated(choice, 1025))),
                "more than 1024 alternatives in one actor's file: that is the limit");
    for (size_t depth = 1; depth < MODEL_MAX_TEST_DEPTH; depth++)
        deep = test_text("{\"not\": %s}", deep);
    CHECK_TEXT(say_of_stance(
                   "", test_text("\"value\": 1, \"if\": [{\"value\": 1, \"when\": [%s]}]", deep)),
               "");
    CHECK_HOLDS(
        say_of_stance(
            "",
            test_text("\"value\": 1, \"if\": [{\"value\": 1, \"when\": [{\"not\": %s}]}]", deep)),
        "tests are nested more than 16 deep: that is the limit");
}

static const char *say_of_choices(size_t count)
{
    struct str text = {0};
    const char *folder;
    str_append(&text, "{\"format\": \"stance/1\", \"title\": \"T\", \"issues\": [{\"id\": \"i\", "
                      "\"scale\": {\"type\": \"nominal\", \"choices\": [\"c\"");
    for (size_t i = 1; i < count; i++)
        str_printf(&text, ", \"c%zu\"", i);
    str_append(&text, "]}}]}");
    folder = test_model(str_get(&text), NULL);
    str_clear(&text);
    return listing_of_load(folder, test_text("%s/model.json", folder));
}

static const char *say_of_issues(size_t count)
{
    struct str text = {0};
    const char *folder;
    str_append(&text, "{\"format\": \"stance/1\", \"title\": \"T\", \"issues\": [");
    for (size_t i = 0; i < count; i++)
        str_printf(&text,
                   "%s{\"id\": \"i%zu\", \"scale\": {\"type\": \"interval\", \"min\": 0, "
                   "\"max\": 1}}",
                   i ? ",\n" : "", i);
    str_append(&text, "]}");
    folder = test_model(str_get(&text), NULL);
    str_clear(&text);
    return listing_of_load(folder, test_text("%s/model.json", folder));
}

static void limits_of_models(void)
{
    CHECK_TEXT(say_of_choices(MODEL_MAX_CHOICES), "");
    CHECK_TEXT(say_of_choices(MODEL_MAX_CHOICES + 1),
               "1:101: 1025 levels or choices: the limit is 1024\n");
    CHECK_TEXT(say_of_issues(MODEL_MAX_ISSUES), "");
    CHECK_TEXT(say_of_issues(MODEL_MAX_ISSUES + 1), "1:48: 65537 issues: the limit is 65536\n");
}

static void ids_at_their_limit(void)
{
    struct str id = {0};
    const char *folder;
    str_repeat(&id, "a", MODEL_MAX_ID);
    folder =
        test_model(model_json, "france", test_text("{\"groups\": [\"%s\"]}", str_get(&id)), NULL);
    CHECK_TEXT(listing_of_load(folder, folder), "");
    folder =
        test_model(model_json, "france", test_text("{\"groups\": [\"%sb\"]}", str_get(&id)), NULL);
    CHECK_HOLDS(listing_of_load(folder, folder), "b\" cannot be the id of a group");
    str_clear(&id);
}

void suite_store_read(void)
{
    CU_pSuite suite = CU_add_suite("store/read", NULL, NULL);
    CU_add_test(suite, "issues", issues);
    CU_add_test(suite, "actor", actor);
    CU_add_test(suite, "stance", stance);
    CU_add_test(suite, "claims", claims);
    CU_add_test(suite, "tests of conditions", tests_of_conditions);
    CU_add_test(suite, "alternative", alternative);
    CU_add_test(suite, "limits", limits);
    CU_add_test(suite, "limits of models", limits_of_models);
    CU_add_test(suite, "ids at their limit", ids_at_their_limit);
}
