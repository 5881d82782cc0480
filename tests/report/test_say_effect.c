/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The effect in two lines: figures with what they rest on, and nothing that print contradicts. */
#include "force.h"

static void check_effect(const char *path, const char *expected)
{
    struct since since;
    char *effect = NULL;
    if (since_date(&since, path, "2025-04-17") &&
        CHECK_INT(stance_say_effect(since.changes, &effect), STANCE_OK))
        CHECK_TEXT(effect, expected);
    free(effect);
    since_close(&since);
}

static void test_effect(void)
{
    check_effect(test_model(force_text, "france", ACTOR("France", FRANCE_BEFORE ", " FRANCE_AFTER),
                            "uk", UK, NULL),
                 "Agreement of France and UK: 0.33 before, 1.00 now (+0.67; on one issue).\n"
                 "Cohesion: 0.33 before, 1.00 now (+0.67; one pair); divergence of Ground "
                 "presence: 0.67 before, 0.00 now (-0.67; two actors).\n");
}

static void test_undefined(void)
{
    check_effect(test_model(force_text, "france", ACTOR("France", FRANCE_AFTER), "uk", UK, NULL),
                 "Agreement of France and UK: undefined before, 1.00 now (on one issue).\n"
                 "Cohesion: undefined before, 1.00 now (one pair); divergence of Ground presence: "
                 "undefined before, 0.00 now (two actors).\n");
}

static void test_nothing(void)
{
    check_effect(test_model(force_text, "france",
                            ACTOR("France", FRANCE_BEFORE
                                  ", " ENTRY("ground", "2025-05-01", "\"value\": \"heavy\"")),
                            "uk", UK, NULL),
                 "No figure changed.\n");
}

/* Two actors on troops, of whom one moves. */
static const char *on_troops(const char *before, const char *after)
{
    return test_model(
        force_text, "france",
        test_text(ACTOR("France", "{\"issue\": \"troops\", \"date\": \"2025-04-17\", \"value\": "
                                  "%s}, {\"issue\": \"troops\", \"date\": \"2025-05-01\", "
                                  "\"value\": %s}"),
                  before, after),
        "uk", ACTOR("UK", ENTRY("troops", "2025-04-17", "\"value\": 10")), NULL);
}

static void test_bounds(void)
{
    check_effect(on_troops("{\"from\": 20, \"to\": 60}", "{\"from\": 30, \"to\": 50}"),
                 "No middle figure changed; what it could be did: agreement of France and UK could "
                 "be 0.60 to 0.80 (before: 0.50 to 0.90).\n");
    check_effect(on_troops("{\"from\": 20, \"to\": 60}", "40"),
                 "No middle figure changed; what it could be did: agreement of France and UK could "
                 "be 0.70 (before: 0.50 to 0.90).\n");
    check_effect(on_troops("20", "{\"from\": 20, \"to\": 60}"),
                 "Agreement of France and UK: 0.90 before, 0.70 now (-0.20; on one issue; could be "
                 "0.50 to 0.90).\n"
                 "Cohesion: 0.90 before, 0.70 now (-0.20; one pair; could be 0.50 to 0.90); "
                 "divergence of Troops: 0.10 before, 0.30 now (+0.20; two actors; could be 0.10 to "
                 "0.50).\n");
}

/* What is printed decides what may be said of it. */
static void test_printed(void)
{
    check_effect(on_troops("20.3", "19.7"),
                 "Agreement of France and UK: 0.90 before and now (less than 0.01; on one issue).\n"
                 "Cohesion: 0.90 before and now (less than 0.01; one pair); divergence of Troops: "
                 "0.10 before and now (less than 0.01; two actors).\n");
    check_effect(on_troops("20.6", "20.4"),
                 "Agreement of France and UK: 0.89 before, 0.90 now (+0.01; on one issue).\n"
                 "Cohesion: 0.89 before, 0.90 now (+0.01; one pair); divergence of Troops: 0.11 "
                 "before, 0.10 now (-0.01; two actors).\n");
}

/* Two moves that cancel out; and an issue besides the one of the largest move. */
static void test_cancelled(void)
{
    const char *france = ACTOR(
        "France",
        ENTRY("troops", "2025-04-17", "\"value\": 10") ", " ENTRY(
            "troops", "2025-05-01",
            "\"value\": 60") ", " ENTRY("flag", "2025-04-17",
                                        "\"value\": [\"eu\", \"un\"]") ", " ENTRY("flag",
                                                                                  "2025-05-01",
                                                                                  "\"value\": "
                                                                                  "\"un\""));
    const char *uk = ACTOR("UK", ENTRY("troops", "2025-04-17", "\"value\": 10") ", " ENTRY(
                                     "flag", "2025-04-17", "\"value\": \"un\""));
    check_effect(
        test_model(force_text, "france", france, "uk", uk, NULL),
        "Agreement of France and UK: as before, 0.75 (on two issues).\n"
        "Cohesion: as before, 0.75 (one pair); divergence of Troops: 0.00 before, 0.50 now "
        "(+0.50; two actors); 1 more issue changed.\n");
    france = ACTOR("France", FRANCE_BEFORE
                   ", " FRANCE_AFTER ", " ENTRY("troops", "2025-04-17", "\"value\": 0") ", " ENTRY(
                       "troops", "2025-05-01", "\"value\": 10"));
    uk = ACTOR("UK", ENTRY("ground", "2025-04-17", "\"value\": \"limited\"") ", " ENTRY(
                         "troops", "2025-04-17", "\"value\": 10"));
    check_effect(test_model(force_text, "france", france, "uk", uk, NULL),
                 "Agreement of France and UK: 0.62 before, 1.00 now (+0.38; on two issues).\n"
                 "Cohesion: 0.62 before, 1.00 now (+0.38; one pair); divergence of Ground "
                 "presence: 0.67 before, 0.00 now (-0.67; two actors); 1 more issue changed.\n");
}

void suite_report_say_effect(void)
{
    CU_pSuite suite = CU_add_suite("report/say_effect", NULL, NULL);
    CU_add_test(suite, "a pair, cohesion, an issue", test_effect);
    CU_add_test(suite, "undefined is no 0", test_undefined);
    CU_add_test(suite, "nothing", test_nothing);
    CU_add_test(suite, "only what it could be", test_bounds);
    CU_add_test(suite, "as it is printed", test_printed);
    CU_add_test(suite, "cancelled out, and more", test_cancelled);
}
