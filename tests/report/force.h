/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  A model of three scales and two actors, for tests of what is said about changes. */
#ifndef TESTS_REPORT_FORCE_H
#define TESTS_REPORT_FORCE_H

#include "since.h"

#define ENTRY(ISSUE, DATE, REST) "{\"issue\": \"" ISSUE "\", \"date\": \"" DATE "\", " REST "}"
#define ACTOR(NAME, STANCES)     "{\"name\": \"" NAME "\", \"stances\": [" STANCES "]}"

static const char force_text[] =
    "{\"format\": \"stance/1\", \"title\": \"A force\", \"issues\": ["
    "{\"id\": \"ground\", \"name\": \"Ground presence\", \"scale\": {\"type\": \"ordinal\", "
    "\"levels\": [\"none\", \"limited\", \"substantial\", \"heavy\"]}},"
    "{\"id\": \"troops\", \"name\": \"Troops\", \"scale\": {\"type\": \"interval\", \"min\": 0, "
    "\"max\": 100}},"
    "{\"id\": \"flag\", \"name\": \"Flag\", \"scale\": {\"type\": \"nominal\", \"choices\": "
    "[\"eu\", \"un\"]}}]}";

#define FRANCE_BEFORE                                                                              \
    ENTRY("ground", "2025-04-17", "\"value\": \"heavy\", \"source\": {\"outlet\": \"Le Monde\"}")
#define FRANCE_AFTER                                                                               \
    ENTRY("ground", "2025-05-01",                                                                  \
          "\"value\": \"limited\", \"speaker\": \"A minister\", \"source\": {\"outlet\": \"Le "    \
          "Figaro\", \"quote\": \"small at first\"}")
#define UK ACTOR("UK", ENTRY("ground", "2025-04-17", "\"value\": \"limited\""))

/** What is said in wide text of France's file since 17 April 2025, with UK's beside it. */
static inline const char *force_since(const char *france)
{
    struct since since;
    const char *text = "";
    const char *path = test_model(force_text, "france", france, "uk", UK, NULL);
    if (since_date(&since, path, "2025-04-17")) text = since_printed(&since, "text");
    since_close(&since);
    return text;
}

/** A folder of that name below the test's own, with both actors. */
static inline const char *force_copy(const char *name, const char *model, const char *france)
{
    test_write(test_text("%s/model.json", name), model);
    test_write(test_text("%s/actors/france.json", name), france);
    test_write(test_text("%s/actors/uk.json", name), UK);
    return test_text("%s/%s", test_folder(), name);
}

#endif
