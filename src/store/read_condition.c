/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What would change an entry: the alternatives of its `if`, each with tests. Actors and groups are
 *  taken as names here and bound by model_complete, when all files are in. */
#include "store/read.h"

#include <math.h>
#include <string.h>

#include "base/nearest.h"

/* The members of a test. Which of them may stand together is what kinds of tests there are. */
enum { ACTOR, GROUP, ISSUE, AT_LEAST, AT_MOST, IS, SUM_AT_LEAST, MEMBERS, ANY, NOT, TEST_MEMBERS };

#define POINT_TYPES (JSON_TEXT | JSON_NUMBER)
#define POINT_WANTS "an id or a number"

static const struct member test_rows[TEST_MEMBERS] = {
    [ACTOR] = {"actor", JSON_TEXT, false, "the id of an actor"},
    [GROUP] = {"group", JSON_TEXT, false, "the id of a group"},
    [ISSUE] = {"issue", JSON_TEXT, false, "the id of an issue"},
    [AT_LEAST] = {"at-least", POINT_TYPES, false, POINT_WANTS},
    [AT_MOST] = {"at-most", POINT_TYPES, false, POINT_WANTS},
    [IS] = {"is", VALUE_TYPES, false, "a value, or a list of values"},
    [SUM_AT_LEAST] = {"sum-at-least", JSON_NUMBER, false, NULL},
    [MEMBERS] = {"members", JSON_NUMBER, false, "a whole number, 1 or more"},
    [ANY] = {"any", JSON_LIST, false, "a list of tests"},
    [NOT] = {"not", JSON_OBJECT, false, "a test, an object { }"},
};
static const struct member_table test_table = {
    .what = "a test", .rows = test_rows, .count = TEST_MEMBERS};

/** A test while it is read. */
struct draft {
    struct json_node object, *found;
    const struct scale *scale; /* NULL: values cannot be checked */
    struct test *test;
    size_t depth;
};

static bool read_tests(struct reader *reader, struct json_node list, const char *name, size_t depth,
                       struct test **tests, size_t *count);

/* What a test compares with: a row of functions by kind */

static bool read_bound(struct reader *reader, struct draft *draft, struct json_node node)
{
    if (!draft->scale) return true;
    if (draft->scale->kind->geometry == GEOMETRY_SET) {
        diagnostics_error_at(reader->diagnostics, node.mark->key,
                             "\"%s\" needs an ordered scale, and %s has none: use \"is\"",
                             json_key(node), draft->scale->issue);
        return false;
    }
    return read_point(reader, node, draft->scale, &draft->test->bound);
}

static bool read_sum(struct reader *reader, struct draft *draft, struct json_node node)
{
    const struct scale *scale = draft->scale;
    if (!draft->test->about_group) {
        diagnostics_error_at(
            reader->diagnostics, node.mark->key,
            "\"sum-at-least\" adds up over a group: give \"group\", not \"actor\"");
        return false;
    }
    if (scale && (scale->kind->geometry != GEOMETRY_SPAN || scale->n_choices)) {
        diagnostics_error_at(reader->diagnostics, node.mark->key,
                             "\"sum-at-least\" needs a scale of numbers, and %s has none",
                             scale->issue);
        return false;
    }
    draft->test->bound = json_number(node);
    return isfinite(draft->test->bound);
}

/** Where a set means all of these together a list of ids is one value, else each item is one. */
static bool is_list_of_values(const struct scale *scale, struct json_node node)
{
    if (json_type(node) != JSON_LIST) return false;
    if (!scale || !scale->several) return true;
    for (struct json_node item = json_first(node); json_is_there(item); item = json_next(item))
        if (json_type(item) != JSON_TEXT) return true;
    return !json_is_there(json_first(node)); /* an empty list holds no value */
}

static bool read_is(struct reader *reader, struct draft *draft, struct json_node node)
{
    static const struct member item_row = {"is", VALUE_TYPES, true, "made of values"};
    bool is_list = is_list_of_values(draft->scale, node), ok = true;
    size_t count = is_list ? json_count(node) : 1, i = 0;
    struct position *values = reader_array(reader, count, sizeof *values);
    struct json_node item = is_list ? json_first(node) : node;
    if (!values) return false;
    if (!count) {
        diagnostics_error_at(reader->diagnostics, node.mark->begin,
                             "\"is\" is empty: name at least one value");
        return false;
    }
    for (; i < count; i++, item = json_next(item)) {
        ok = member_check_type(&item_row, item, reader->diagnostics) &&
             read_value(reader, item, draft->scale, &values[i]) && ok;
    }
    draft->test->values = values;
    draft->test->n_values = count;
    return ok;
}

static const struct operator
{
    size_t row;
    enum test_kind kind;
    bool (*read)(struct reader * reader, struct draft * draft, struct json_node node);
}
operators[] = {
    {AT_LEAST, TEST_AT_LEAST, read_bound},
    {AT_MOST, TEST_AT_MOST, read_bound},
    {IS, TEST_IS, read_is},
    {SUM_AT_LEAST, TEST_SUM_AT_LEAST, read_sum},
};
#define OPERATORS (sizeof operators / sizeof *operators)

/* Tests of an actor or a group */

static bool read_who(struct reader *reader, struct draft *draft)
{
    struct json_node actor = draft->found[ACTOR], group = draft->found[GROUP];
    struct json_node who = json_is_there(group) ? group : actor;
    if (json_is_there(actor) && json_is_there(group)) {
        diagnostics_error_at(reader->diagnostics, group.mark->key,
                             "a test is about an \"actor\" or a \"group\", not both");
        return false;
    }
    if (!json_is_there(who)) {
        diagnostics_error_at(reader->diagnostics, draft->object.mark->begin,
                             "a test needs an \"actor\" or a \"group\", or \"any\" or \"not\"");
        return false;
    }
    draft->test->about_group = who.item == group.item;
    draft->test->place = reader_place(reader, who.mark->begin);
    return read_id(reader, who, draft->test->about_group ? "a group" : "an actor",
                   &draft->test->name);
}

static bool read_operator(struct reader *reader, struct draft *draft)
{
    const struct operator* given = NULL;
    for (size_t i = 0; i < OPERATORS; i++) {
        struct json_node node = draft->found[operators[i].row];
        if (!json_is_there(node)) continue;
        if (given) {
            diagnostics_error_at(reader->diagnostics, node.mark->key,
                                 "\"%s\" and \"%s\" in one test: write two tests",
                                 test_rows[given->row].name, test_rows[operators[i].row].name);
            return false;
        }
        given = &operators[i];
    }
    if (!given) {
        diagnostics_error_at(reader->diagnostics, draft->object.mark->begin,
                             "a test needs \"at-least\", \"at-most\", \"is\" or \"sum-at-least\"");
        return false;
    }
    draft->test->kind = given->kind;
    return given->read(reader, draft, draft->found[given->row]);
}

static bool read_members(struct reader *reader, struct draft *draft)
{
    struct json_node node = draft->found[MEMBERS];
    double members;
    if (!json_is_there(node)) return true;
    members = json_number(node);
    if (!draft->test->about_group || draft->test->kind == TEST_SUM_AT_LEAST) {
        diagnostics_error_at(reader->diagnostics, node.mark->key,
                             "\"members\" says how many of a \"group\" must pass \"at-least\", "
                             "\"at-most\" or \"is\"");
        return false;
    }
    if (members >= 1 && members <= MODEL_MAX_ACTORS && members == floor(members)) {
        draft->test->members = (size_t)members;
        return true;
    }
    if (isfinite(members))
        diagnostics_error_at(reader->diagnostics, node.mark->begin,
                             "\"members\" must be a whole number, 1 or more%s",
                             members > MODEL_MAX_ACTORS ? ", and no more than the group has" : "");
    return false;
}

/** One word on all of it, where all of it is missing. */
static bool is_empty(struct reader *reader, const struct draft *draft)
{
    for (size_t row = 0; row < TEST_MEMBERS; row++)
        if (json_is_there(draft->found[row])) return false;
    diagnostics_error_at(
        reader->diagnostics, draft->object.mark->begin,
        "a test needs an \"actor\" or a \"group\", an \"issue\", and \"at-least\", "
        "\"at-most\", \"is\" or \"sum-at-least\"; or else \"any\" or \"not\"");
    return true;
}

static bool read_leaf(struct reader *reader, struct draft *draft)
{
    bool ok;
    if (is_empty(reader, draft)) return false;
    ok = read_who(reader, draft);
    if (!json_is_there(draft->found[ISSUE]))
        diagnostics_error_at(reader->diagnostics, draft->object.mark->begin,
                             "a test needs an \"issue\"");
    ok = read_issue_name(reader, draft->found[ISSUE], &draft->test->issue, &draft->scale) && ok;
    ok = read_operator(reader, draft) && ok;
    return read_members(reader, draft) && ok;
}

/* Tests made of tests */

static bool read_nest(struct reader *reader, struct draft *draft, struct json_node nest)
{
    struct test *test = draft->test;
    for (size_t row = 0; row < TEST_MEMBERS; row++) {
        if (!json_is_there(draft->found[row]) || draft->found[row].item == nest.item) continue;
        diagnostics_error_at(reader->diagnostics, draft->found[row].mark->key,
                             "\"%s\" cannot stand beside \"%s\": write two tests",
                             test_rows[row].name, json_key(nest));
        return false;
    }
    test->place = reader_place(reader, draft->object.mark->begin);
    test->kind = json_type(nest) == JSON_LIST ? TEST_ANY : TEST_NOT;
    return read_tests(reader, nest, json_key(nest), draft->depth + 1, &test->tests, &test->n_tests);
}

static bool read_test(struct reader *reader, struct json_node object, size_t depth,
                      struct test *test)
{
    struct json_node found[TEST_MEMBERS];
    struct draft draft = {.object = object, .found = found, .test = test, .depth = depth};
    size_t errors = reader->diagnostics->found[STANCE_ERROR];
    if (depth > MODEL_MAX_TEST_DEPTH) {
        diagnostics_error_at(reader->diagnostics, object.mark->begin,
                             "tests are nested more than %d deep: that is the limit",
                             MODEL_MAX_TEST_DEPTH);
        return false;
    }
    members_read(&test_table, object, found, reader->diagnostics);
    if (reader->diagnostics->found[STANCE_ERROR] > errors) return false;
    if (json_is_there(found[ANY])) return read_nest(reader, &draft, found[ANY]);
    if (json_is_there(found[NOT])) return read_nest(reader, &draft, found[NOT]);
    return read_leaf(reader, &draft);
}

/** A list of tests, or (`not`) one object. What is wrong is left out; false if nothing is left. */
static bool read_tests(struct reader *reader, struct json_node list, const char *name, size_t depth,
                       struct test **tests, size_t *count)
{
    bool is_list = json_type(list) == JSON_LIST;
    struct json_node item = is_list ? json_first(list) : list;
    size_t n = is_list ? json_count(list) : 1;
    if (!n) {
        diagnostics_error_at(reader->diagnostics, list.mark->begin,
                             "\"%s\" is empty: give at least one test", name);
        return false;
    }
    *tests = reader_array(reader, n, sizeof **tests);
    if (!*tests) return false;
    for (size_t i = 0; i < n; i++, item = json_next(item)) {
        if (read_test(reader, item, depth, &(*tests)[*count]))
            ++*count;
        else
            (*tests)[*count] = (struct test){0};
    }
    return *count > 0;
}

/* Alternatives */

enum {
    WHEN,
    VALUE,
    STRENGTH,
    CONFIDENCE,
    SOURCE,
    SPEAKER,
    NOTE,
    ALTERNATIVE_MEMBERS,
};

static const struct member alternative_rows[ALTERNATIVE_MEMBERS] = {
    [WHEN] = {"when", JSON_LIST, true, "a list of tests"},
    [VALUE] = {"value", VALUE_TYPES, true, VALUE_WANTS},
    [STRENGTH] = {"strength", JSON_TEXT, false, "\"would\" or \"more-likely\""},
    [CONFIDENCE] = {"confidence", JSON_NUMBER, false, "a number from 0 to 1"},
    [SOURCE] = {"source", JSON_OBJECT, false, "an object { } with \"outlet\", \"url\", \"quote\""},
    [SPEAKER] = {"speaker", JSON_TEXT, false, NULL},
    [NOTE] = {"note", JSON_TEXT, false, NULL},
};
static const struct member_table alternative_table = {
    .what = "an alternative of \"if\"", .rows = alternative_rows, .count = ALTERNATIVE_MEMBERS};

static void read_strength(struct reader *reader, struct json_node node, enum strength *out)
{
    static const enum strength all[] = {STRENGTH_WOULD, STRENGTH_MORE_LIKELY};
    struct json_quote quote;
    struct nearest nearest;
    if (!json_is_there(node)) return;
    nearest_init(&nearest, json_text(node));
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        nearest_try(&nearest, strength_name(all[i]));
        if (strcmp(json_text(node), strength_name(all[i])) != 0) continue;
        *out = all[i];
        return;
    }
    diagnostics_error_at(reader->diagnostics, node.mark->begin,
                         "\"%s\" is no strength (would, more-likely)",
                         json_quote(json_text(node), &quote));
    if (nearest.best) diagnostics_hint(reader->diagnostics, "Did you mean \"%s\"?", nearest.best);
}

/** False if there is nothing left of it to go on with. */
static bool read_alternative(struct reader *reader, struct json_node object,
                             const struct scale *scale, struct alternative *out)
{
    struct json_node found[ALTERNATIVE_MEMBERS];
    *out = (struct alternative){0};
    out->place = reader_place(reader, object.mark->begin);
    out->confidence = 1;
    members_read(&alternative_table, object, found, reader->diagnostics);
    if (json_is_there(found[WHEN]))
        read_tests(reader, found[WHEN], "when", 1, &out->when, &out->n_when);
    if (json_is_there(found[VALUE])) read_value(reader, found[VALUE], scale, &out->value);
    read_strength(reader, found[STRENGTH], &out->strength);
    read_share(reader, found[CONFIDENCE], "confidence", &out->confidence);
    read_source(reader, found[SOURCE], &out->source);
    read_text(reader, found[SPEAKER], &out->speaker);
    read_text(reader, found[NOTE], &out->note);
    return out->n_when > 0;
}

void read_alternatives(struct reader *reader, struct json_node list, const struct scale *scale,
                       struct stance *stance)
{
    size_t count = json_count(list);
    struct alternative *alternatives;
    if (reader->n_alternatives <= MODEL_MAX_CONDITIONS &&
        reader->n_alternatives + count > MODEL_MAX_CONDITIONS)
        diagnostics_error_at(reader->diagnostics, list.mark->begin,
                             "more than %d alternatives in one actor's file: that is the limit",
                             MODEL_MAX_CONDITIONS);
    reader->n_alternatives += count;
    stance->has_alternatives = true;
    if (!count || reader->n_alternatives > MODEL_MAX_CONDITIONS) return;
    alternatives = reader_array(reader, count, sizeof *alternatives);
    if (!alternatives) return;
    for (struct json_node item = json_first(list); json_is_there(item); item = json_next(item))
        if (read_alternative(reader, item, scale, &alternatives[stance->n_alternatives]))
            stance->n_alternatives++;
    stance->alternatives = alternatives;
}
