/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions that change nothing, ask about themselves, or cannot hold: models that trip the
 * checks, and ones that are all but the same and do not. */
#include "checking.h"

static const char *condition(const char *when, const char *value)
{
    return entries(test_text(ON("size", DAY, "10") ", \"if\": [\n{\"when\": [%s], \"value\": %s}]}",
                             when, value),
                   NULL);
}

#define SUM(bound)       "{\"group\": \"g\", \"issue\": \"size\", \"sum-at-least\": " bound "}"
#define ASK(issue, test) "{\"actor\": \"b\", \"issue\": \"" issue "\", " test "}"

static void conditions(void)
{
    static const char self[] = "{\"actor\": \"a\", \"issue\": \"size\", \"at-least\": 5}";
    CHECK_TEXT(found(condition(self, "20"), "condition-on-itself"),
               "a.json:2:21: this test asks about the very stance that it would change "
               "[condition-on-itself]\n");
    CHECK_TEXT(found(condition(ASK("size", "\"at-least\": 5"), "20"), "condition-on-itself"), "");
    CHECK_HOLDS(found(condition(ASK("size", "\"at-least\": 5"), "10"), "condition-fulfilled"),
                "a.json:2:1: this alternative is the position that the entry takes already");
    CHECK_TEXT(found(condition(ASK("size", "\"at-least\": 5"), "11"), "condition-fulfilled"), "");
}

static void never(void)
{
    static const char *const impossible[] = {
        ASK("size", "\"at-least\": 5") ", " ASK("size", "\"at-most\": 4"),
        ASK("pace", "\"is\": \"slow\"") ", " ASK("pace", "\"at-least\": \"even\""),
        ASK("flag", "\"is\": \"eu\"") ", " ASK("flag", "\"is\": [\"un\", \"nato\"]"),
        SUM("101"),
        "{\"not\": " ASK("size", "\"at-most\": 100") "}",
        "{\"any\": [" SUM("101") "]}",
    };
    static const char *const possible[] = {
        ASK("size", "\"at-least\": 4") ", " ASK("size", "\"at-most\": 4"),
        ASK("pace", "\"is\": \"even\"") ", " ASK("pace", "\"at-least\": \"even\""),
        ASK("flag", "\"is\": [\"eu\", \"un\"]") ", " ASK("flag", "\"is\": [\"un\", \"nato\"]"),
        ASK("means", "\"is\": \"air\"") ", " ASK("means", "\"is\": \"sea\""), /* not looked into */
        SUM("100"),
        "{\"not\": " ASK("size", "\"at-most\": 99") "}",
        "{\"any\": [" SUM("101") ", " ASK("size", "\"at-least\": 1") "]}",
    };
    for (size_t i = 0; i < sizeof impossible / sizeof *impossible; i++)
        CHECK_HOLDS(found(condition(impossible[i], "20"), "condition-never-holds"),
                    ": this test can never hold");
    for (size_t i = 0; i < sizeof possible / sizeof *possible; i++)
        CHECK_TEXT(found(condition(possible[i], "20"), "condition-never-holds"), "");
}

void suite_report_checks_condition(void)
{
    CU_pSuite suite = CU_add_suite("report/checks_condition", NULL, NULL);
    CU_add_test(suite, "conditions", conditions);
    CU_add_test(suite, "conditions that never hold", never);
}
