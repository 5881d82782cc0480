/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One model and its variants, each with one piece that is otherwise: whatever differs is told, and
 * an entry only by the member that differs. Across models ids count, indices do not. */
#include "../support.h"

#include <string.h>

#include "model/equal.h"
#include "stance/model.h"

/* JSON is written here with ' for ". */
static const char MODEL[] =
    "{'format':'stance/1','title':'T','description':'D','issues':["
    "{'id':'o','name':'O','question':'Q','topic':'p','weight':2,'entered':'2025-01-01',"
    "'status-quo':'low','scale':{'type':'ordinal','levels':[{'id':'low','label':'Low','at':0},"
    "{'id':'mid','at':0.25},{'id':'high','at':1}],'neutral':'mid'}},"
    "{'id':'v','scale':{'type':'interval','min':0,'max':10,'unit':'men'}},"
    "{'id':'m','scale':{'type':'nominal','choices':['x','y','z']}}]}";

#define TESTS                                                                                      \
    "{'actor':'b','issue':'o','at-least':'mid'},"                                                  \
    "{'group':'g','members':1,'issue':'v','at-most':7},"                                           \
    "{'any':[{'actor':'b','issue':'m','is':['x','y']},{'not':{'group':'g','issue':'v',"            \
    "'sum-at-least':3}}]}"

/* Entries of o (all members), m (claims) and v (hardly any). */
static const char ACTOR[] =
    "{'name':'A','kind':'state','groups':['g','h'],'weight':3,'entered':'2025-01-01','stances':["
    "{'issue':'o','date':'2025-01-02','entered':'2025-01-03','until':'2026-01-01','value':'low',"
    "'salience':0.5,'confidence':0.6,'status':'stated','speaker':'S','source':{'outlet':'P',"
    "'url':'U','quote':'K'},'accepts':{'from':'low','to':'mid'},'note':'N','if':[{'when':[" TESTS
    "],'value':'high','strength':'more-likely','confidence':0.7,'speaker':'W','note':'M',"
    "'source':{'outlet':'I'}}]},"
    "{'issue':'m','date':'2025-02-01','claims':[{'value':['x','y'],'confidence':0.8},"
    "{'value':'z'}]},"
    "{'issue':'v','date':'2025-03-01','value':{'from':2,'to':10}}]}";

static const char OTHER[] = "{'groups':['g'],'stances':[]}";

/* With a piece of the texts replaced; "": none. Those of all texts that have it. */
static const char *vary(const char *text, const char *piece, const char *instead, size_t *found)
{
    const char *at = *piece ? strstr(text, piece) : NULL;
    char *copy;
    if (at) {
        text = test_text("%.*s%s%s", (int)(at - text), text, instead, at + strlen(piece));
        ++*found;
    }
    copy = (char *)test_text("%s", text);
    for (char *c = copy; *c; c++)
        if (*c == '\'') *c = '"';
    return copy;
}

static stance_model *load(const char *piece, const char *instead)
{
    size_t found = 0;
    stance_diagnostics *diagnostics = stance_diagnostics_new();
    stance_model *model = NULL;
    const char *path =
        test_model(vary(MODEL, piece, instead, &found), "a", vary(ACTOR, piece, instead, &found),
                   "b", vary(OTHER, piece, instead, &found), NULL);
    if (*piece && found != 1) FAIL("%s is in %zu texts", piece, found);
    if (stance_model_load(path, diagnostics, &model) != STANCE_OK)
        FAIL("%s: %s", instead,
             stance_diagnostics_kept(diagnostics) ? stance_diagnostics_get(diagnostics, 0)->message
                                                  : "not loaded");
    stance_diagnostics_free(diagnostics);
    return model;
}

static void test_same(void)
{
    static const char *const same[][2] = {
        {"", ""},
        {"'to':10}", "'to':10.0}"},
        {",'to':10}", "}"}, /* the scale's end, however it was written */
        {"'value':'z'", "'value':['z']"},
        {"'value':['x','y']", "'value':['y','x']"},
        {"'at-most':7", "'at-most':7.0"},
    };
    stance_model *model = load("", "");
    for (size_t r = 0; r < sizeof same / sizeof *same; r++) {
        stance_model *other = load(same[r][0], same[r][1]);
        if (model && other && !model_equal(model, other)) FAIL("%s is another", same[r][1]);
        stance_model_free(other);
    }
    stance_model_free(model);
}

static void test_models(void)
{
    static const char *const rows[][2] = {
        {"'title':'T'", "'title':'t'"},
        {"'description':'D'", "'description':'d'"},
        {"'description':'D',", ""},
        /* issues */
        {"{'id':'v','scale'", "{'id':'v','name':'V','scale'"},
        {"'question':'Q'", "'question':'q'"},
        {"'topic':'p'", "'topic':'q'"},
        {"'weight':2", "'weight':1"},
        {"'entered':'2025-01-01','status-quo'", "'status-quo'"},
        {"'status-quo':'low'", "'status-quo':'mid'"},
        {"'status-quo':'low',", ""},
        {",'choices':['x','y','z']}}]", ",'choices':['x','y','z']}},"
                                        "{'id':'w','scale':{'type':'nominal','choices':['x','y']}}"
                                        "]"},
        /* scales */
        {"'label':'Low'", "'label':'low'"},
        {"{'id':'mid','at':0.25}", "{'id':'mid','at':0.5}"},
        {"{'id':'mid','at':0.25}", "{'id':'mid','at':0.25},{'id':'most','at':0.5}"},
        {"'neutral':'mid'", "'neutral':'low'"},
        {",'neutral':'mid'", ""},
        {"'min':0", "'min':-1"},
        {"'max':10", "'max':11"},
        {"'unit':'men'", "'unit':'women'"},
        {",'unit':'men'", ""},
        {"['x','y','z']", "['x','z','y']"},
        {"['x','y','z']", "['x','y','z','w']"},
        {"['x','y','z']}", "['x','y','z'],'several':true}"},
        /* actors */
        {"'name':'A'", "'name':'a'"},
        {"'kind':'state'", "'kind':'union'"},
        {"['g','h']", "['g','i']"},
        {"['g','h']", "['g']"},
        {"'weight':3", "'weight':1"},
        {"'weight':3,'entered':'2025-01-01'", "'weight':3"},
        {"'stances':[]", "'stances':[{'issue':'v','date':'2025-01-01','value':1}]"},
    };
    stance_model *model = load("", "");
    for (size_t r = 0; model && r < sizeof rows / sizeof *rows; r++) {
        stance_model *other = load(rows[r][0], rows[r][1]);
        if (other && model_equal(model, other)) FAIL("%s is no different", rows[r][1]);
        if (other && model_equal(other, model)) FAIL("%s is no different", rows[r][0]);
        stance_model_free(other);
    }
    stance_model_free(model);
}

/* What no other text can say without more that differs. */
static void test_models_by_hand(void)
{
    stance_model *model = load("", ""), *other = load("", "");
    if (!model || !other) return;
    CHECK(model_equal(model, other));
    other->n_actors--;
    CHECK(!model_equal(model, other));
    other->n_actors++;
    other->actors[1].id = "c";
    CHECK(!model_equal(model, other));
    other->actors[1].id = "b";
    other->n_issues--;
    CHECK(!model_equal(model, other));
    other->n_issues++;
    other->issues[2].id = "n";
    CHECK(!model_equal(model, other));
    other->issues[2].id = "m";
    other->issues[1].scale.kind = &scale_ordinal;
    CHECK(!model_equal(model, other));
    other->issues[1].scale.kind = &scale_interval;
    CHECK(model_equal(model, other));
    stance_model_free(other);
    stance_model_free(model);
}

/* ---- entries */

static void check_entry(const stance_model *model, const stance_model *other, size_t entry,
                        unsigned member, const char *what)
{
    const struct stance *a = &model->actors[0].stances[entry],
                        *b = &other->actors[0].stances[entry];
    if (entry_equal(model, a, other, b, ENTRY_ALL)) FAIL("%s is no different", what);
    if (entry_equal(model, a, other, b, member)) FAIL("%s: it is not that member", what);
    if (!entry_equal(model, a, other, b, ENTRY_ALL & ~member)) FAIL("%s: it is not alone", what);
    if (model_equal(model, other)) FAIL("with %s the model is no different", what);
}

struct variant {
    size_t entry;
    unsigned member;
    const char *piece, *instead;
};

static void check_variants(const struct variant *rows, size_t count)
{
    stance_model *model = load("", "");
    for (size_t r = 0; model && r < count; r++) {
        stance_model *other = load(rows[r].piece, rows[r].instead);
        if (other) check_entry(model, other, rows[r].entry, rows[r].member, rows[r].instead);
        stance_model_free(other);
    }
    stance_model_free(model);
}

static void test_members(void)
{
    static const struct variant rows[] = {
        {0, ENTRY_DATE, "'date':'2025-01-02'", "'date':'2025-01-01'"},
        {0, ENTRY_ENTERED, "'entered':'2025-01-03'", "'entered':'2025-01-04'"},
        {0, ENTRY_UNTIL, "'until':'2026-01-01'", "'until':'2026-01-02'"},
        {0, ENTRY_UNTIL, "'until':'2026-01-01',", ""},
        {0, ENTRY_VALUE, "'value':'low'", "'value':'mid'"},
        {0, ENTRY_VALUE, "'value':'low'", "'value':null"},
        {0, ENTRY_VALUE, "'value':'low'", "'value':{'from':'low','to':'mid'}"},
        {0, ENTRY_SALIENCE, "'salience':0.5", "'salience':0.4"},
        {0, ENTRY_SALIENCE, "'salience':0.5,", ""},
        {0, ENTRY_CONFIDENCE, "'confidence':0.6", "'confidence':0.5"},
        {0, ENTRY_STATUS, "'status':'stated'", "'status':'reported'"},
        {0, ENTRY_SPEAKER, "'speaker':'S'", "'speaker':'s'"},
        {0, ENTRY_SPEAKER, "'speaker':'S',", ""},
        {0, ENTRY_OUTLET, "'outlet':'P'", "'outlet':'p'"},
        {0, ENTRY_URL, "'url':'U'", "'url':'u'"},
        {0, ENTRY_QUOTE, "'quote':'K'", "'quote':'k'"},
        {0, ENTRY_ACCEPTS, "'accepts':{'from':'low','to':'mid'}", "'accepts':'mid'"},
        {0, ENTRY_ACCEPTS, "'accepts':{'from':'low','to':'mid'}", "'accepts':null"},
        {0, ENTRY_ACCEPTS, "'accepts':{'from':'low','to':'mid'},", ""},
        {0, ENTRY_NOTE, "'note':'N'", "'note':'n'"},
        {1, ENTRY_VALUE, "['x','y'],'confidence'", "['x','z'],'confidence'"},
        {1, ENTRY_VALUE, "['x','y'],'confidence'", "'x','confidence'"},
        {1, ENTRY_VALUE, "{'value':'z'}]", "{'value':'z'},{'value':'y'}]"},
        {1, ENTRY_CONFIDENCE, "'confidence':0.8", "'confidence':0.9"},
        {1, ENTRY_SPEAKER, "{'value':'z'}", "{'value':'z','speaker':'S'}"},
        {1, ENTRY_OUTLET, "{'value':'z'}", "{'value':'z','source':{'outlet':'P'}}"},
        {2, ENTRY_VALUE, "{'from':2,'to':10}", "{'from':3,'to':10}"},
        {2, ENTRY_VALUE, "{'from':2,'to':10}", "{'from':2,'to':9}"},
        {2, ENTRY_IF, "{'from':2,'to':10}", "{'from':2},'if':[]"},
        {2, ENTRY_ACCEPTS, "{'from':2,'to':10}", "{'from':2},'accepts':null"},
    };
    check_variants(rows, sizeof rows / sizeof *rows);
}

static void test_conditions(void)
{
    static const struct variant rows[] = {
        {0, ENTRY_IF, "'value':'high'", "'value':'mid'"},
        {0, ENTRY_IF, "'strength':'more-likely'", "'strength':'would'"},
        {0, ENTRY_IF, "'confidence':0.7", "'confidence':0.6"},
        {0, ENTRY_IF, "'speaker':'W'", "'speaker':'w'"},
        {0, ENTRY_IF, "'note':'M'", "'note':'m'"},
        {0, ENTRY_IF, "'outlet':'I'", "'outlet':'i'"},
        {0, ENTRY_IF, "'source':{'outlet':'I'}}]}",
         "'source':{'outlet':'I'}},{'when':[{'actor':'b','issue':'o','is':'low'}],'value':'mid'}]"
         "}"},
        /* tests */
        {0, ENTRY_IF, "'at-least':'mid'", "'at-most':'mid'"},
        {0, ENTRY_IF, "'at-least':'mid'", "'at-least':'high'"},
        {0, ENTRY_IF, "'at-most':7", "'at-most':8"},
        {0, ENTRY_IF, "'at-most':7", "'at-least':7"},
        {0, ENTRY_IF, "'sum-at-least':3", "'sum-at-least':4"},
        {0, ENTRY_IF, "{'group':'g','members':1,'issue':'v'", "{'actor':'b','issue':'v'"},
        {0, ENTRY_IF, "'members':1,", ""},
        {0, ENTRY_IF, "{'group':'g','members'", "{'group':'h','members'"},
        {0, ENTRY_IF, "'issue':'o','at-least':'mid'", "'issue':'v','at-least':5"},
        {0, ENTRY_IF, "'is':['x','y']", "'is':['x']"},
        {0, ENTRY_IF, "'is':['x','y']", "'is':['x','z']"},
        {0, ENTRY_IF, ",{'not':{'group':'g','issue':'v','sum-at-least':3}}", ""},
        {0, ENTRY_IF, "{'not':{'group':'g','issue':'v','sum-at-least':3}}",
         "{'group':'g','issue':'v','sum-at-least':3}"},
    };
    check_variants(rows, sizeof rows / sizeof *rows);
}

/* Values on scales whose choices stand elsewhere, in a model whose issues do. */
static void test_other_order(void)
{
    static const char again[] =
        "{'format':'stance/1','title':'U','issues':["
        "{'id':'m','scale':{'type':'nominal','choices':['w','z','y','x']}},"
        "{'id':'o','scale':{'type':'ordinal','levels':['none','low','mid','high']}},"
        "{'id':'v','scale':{'type':'interval','min':-5,'max':10}}]}";
    size_t none = 0;
    stance_model *model = load("", ""), *other = NULL;
    stance_diagnostics *diagnostics = stance_diagnostics_new();
    const char *path = test_model(vary(again, "", "", &none), "a", vary(ACTOR, "", "", &none), "b",
                                  vary(OTHER, "", "", &none), NULL);
    CHECK_INT(stance_model_load(path, diagnostics, &other), STANCE_OK);
    for (size_t s = 0; model && other && s < 3; s++) {
        const struct stance *a = &model->actors[0].stances[s], *b = &other->actors[0].stances[s];
        CHECK(entry_equal(model, a, other, b, ENTRY_ALL));
        CHECK(!entry_equal(model, a, other, &other->actors[0].stances[(s + 1) % 3], 0));
    }
    for (size_t i = 0; model && other && i < 3; i++) {
        const struct issue *issue = &model->issues[i];
        size_t found = stance_model_find_issue(other, issue->id);
        CHECK(!scale_equal(&issue->scale, &other->issues[found].scale));
    }
    stance_diagnostics_free(diagnostics);
    stance_model_free(other);
    stance_model_free(model);
}

/* ---- scales, values, sources, by hand */

static void test_scales(void)
{
    struct choice low_high[] = {{"low", "Low", 0}, {"high", "High", 1}};
    struct choice other[] = {{"low", "LOW", 0}, {"high", "HIGH", 1}};
    struct scale a = {.kind = &scale_ordinal, .choices = low_high, .n_choices = 2, .max = 1};
    struct scale b = {.kind = &scale_ordinal, .choices = other, .n_choices = 2, .max = 1};
    struct scale numbers = {.kind = &scale_interval, .max = 1}, men = numbers;
    men.unit = "men";
    CHECK(scale_equal(&a, &a));
    CHECK(scale_equal(&a, &b) && scale_equal(&numbers, &men)); /* labels and units are words */
    CHECK(!scale_equal(&a, &numbers));
    other[0].at = 0.1;
    CHECK(!scale_equal(&a, &b));
    a.kind = b.kind = &scale_nominal;
    CHECK(scale_equal(&a, &b)); /* choices stand nowhere */
    other[0].id = "lower";
    CHECK(!scale_equal(&a, &b));
}

static void test_values(void)
{
    struct choice xy[] = {{"x", "x", 0}, {"y", "y", 0}}, yx[] = {{"y", "y", 0}, {"x", "x", 0}};
    const struct scale a = {.kind = &scale_nominal, .choices = xy, .n_choices = 2};
    const struct scale b = {.kind = &scale_nominal, .choices = yx, .n_choices = 2};
    const struct scale only = {.kind = &scale_nominal, .choices = xy, .n_choices = 1};
    const struct scale levels = {.kind = &scale_ordinal, .choices = xy, .n_choices = 2};
    const struct scale back = {.kind = &scale_ordinal, .choices = yx, .n_choices = 2};
    const struct scale numbers = {.kind = &scale_interval, .max = 1}, men = numbers;
    const uint64_t first = 1, second = 2, both = 3;
    const struct position set_1 = {.kind = POSITION_SET, .choices = &first};
    const struct position set_2 = {.kind = POSITION_SET, .choices = &second};
    const struct position set_3 = {.kind = POSITION_SET, .choices = &both};
    const struct position zero = {.kind = POSITION_SPAN}, nothing = {.kind = POSITION_UNDECLARED};
    const struct position one = {.kind = POSITION_SPAN, .from = 1, .to = 1};
    const struct position all = {.kind = POSITION_SPAN, .from = 0, .to = 1};
    CHECK(value_equal(&a, &set_1, &b, &set_2) && value_equal(&a, &set_3, &b, &set_3));
    CHECK(!value_equal(&a, &set_1, &b, &set_1) && !value_equal(&a, &set_1, &b, &set_3));
    CHECK(value_equal(&a, &set_1, &a, &set_1) && !value_equal(&a, &set_1, &a, &set_2));
    CHECK(!value_equal(&a, &set_2, &only, &set_1)); /* there is no such choice */
    CHECK(!value_equal(&a, &set_1, &b, &nothing) && value_equal(&a, &nothing, &b, &nothing));
    CHECK(value_equal(&levels, &zero, &back, &one) && !value_equal(&levels, &zero, &back, &zero));
    CHECK(!value_equal(&levels, &all, &back, &all));
    CHECK(!value_equal(&levels, &zero, &numbers, &zero));
    CHECK(value_equal(&numbers, &all, &men, &all) && !value_equal(&numbers, &all, &men, &one));
    CHECK(!value_equal(&numbers, &all, &men, &zero));
}

static void test_sources(void)
{
    static const struct source full = {"a", "b", "c"}, rows[] = {{"A", "b", "c"},
                                                                 {"a", "B", "c"},
                                                                 {"a", "b", "C"},
                                                                 {"a", "b", NULL},
                                                                 {NULL, "b", "c"}};
    CHECK(source_equal(&full, &full));
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
        CHECK(!source_equal(&full, &rows[r]) && !source_equal(&rows[r], &full));
    CHECK(text_equal(NULL, NULL) && !text_equal(NULL, "") && !text_equal("", NULL));
    CHECK(text_equal("a", "a") && !text_equal("a", "b"));
}

/* One claim, and one alternative, against another. */
static void test_parts(void)
{
    stance_model *model = load("", ""), *other = load("'outlet':'I'", "'outlet':'J'");
    if (!model || !other) return;
    const struct claim *claims = model->actors[0].stances[1].claims;
    const struct scale *scale = &model->issues[2].scale;
    CHECK(claim_equal(scale, &claims[0], scale, &claims[0]));
    CHECK(!claim_equal(scale, &claims[0], scale, &claims[1]));
    const struct alternative *a = model->actors[0].stances[0].alternatives;
    const struct alternative *b = other->actors[0].stances[0].alternatives;
    CHECK(alternative_equal(model, 0, a, model, 0, a));
    CHECK(!alternative_equal(model, 0, a, other, 0, b));
    stance_model_free(other);
    stance_model_free(model);
}

void suite_model_equal(void)
{
    CU_pSuite suite = CU_add_suite("model/equal", NULL, NULL);
    CU_add_test(suite, "the same in other words", test_same);
    CU_add_test(suite, "models told apart", test_models);
    CU_add_test(suite, "models told apart, by hand", test_models_by_hand);
    CU_add_test(suite, "members of entries", test_members);
    CU_add_test(suite, "conditions", test_conditions);
    CU_add_test(suite, "issues and choices in another order", test_other_order);
    CU_add_test(suite, "scales", test_scales);
    CU_add_test(suite, "values on two scales", test_values);
    CU_add_test(suite, "sources", test_sources);
    CU_add_test(suite, "a claim, an alternative", test_parts);
}
