/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help on subjects: how files look, what the measures are, what exit statuses mean. */
#include "cli/topics.h"

#include "stance/changes.h"
#include "stance/report.h"

static const struct topic topics[] = {
    {.name = "files",
     .summary = "how a model's files look",
     .text =
         "A model is a folder with model.json and one file per actor: actors/ID.json.\n"
         "An id is lower-case letters, digits and '-', at most 64.\n"
         "\n"
         "model.json:\n"
         "  {\n"
         "    \"format\": \"stance/1\",\n"
         "    \"title\": \"A European force for Ukraine\",\n"
         "    \"issues\": [\n"
         "      {\"id\": \"ground-presence\", \"name\": \"Ground presence\",\n"
         "       \"scale\": {\"type\": \"ordinal\", \"levels\": [\"none\", \"limited\", "
         "\"ground-heavy\"]}},\n"
         "      {\"id\": \"force-size\", \"name\": \"Force size\",\n"
         "       \"scale\": {\"type\": \"interval\", \"min\": 0, \"max\": 50000, \"unit\": "
         "\"troops\"}},\n"
         "      {\"id\": \"flag\", \"name\": \"Flag\",\n"
         "       \"scale\": {\"type\": \"nominal\", \"choices\": [\"eu\", \"nato\", \"un\"]}}\n"
         "    ]\n"
         "  }\n"
         "\n"
         "actors/france.json:\n"
         "  {\n"
         "    \"name\": \"France\",\n"
         "    \"stances\": [\n"
         "      {\"issue\": \"ground-presence\", \"date\": \"2025-04-17\", \"value\": "
         "\"ground-heavy\",\n"
         "       \"status\": \"reported\",\n"
         "       \"source\": {\"outlet\": \"Le Monde\", \"quote\": \"prefers a ground-intensive "
         "option\"}}\n"
         "    ]\n"
         "  }\n"
         "\n"
         "A value is a level, a choice or a number; a range {\"from\": 25000, \"to\": 30000}; a "
         "list "
         "of\n"
         "choices; or null: on record as undeclared. Entries are a history: add, do not change.\n"
         "Also possible: salience, confidence, accepts (a red line), speaker, until, entered, "
         "note,\n"
         "claims (where sources contradict each other) and if (conditions). The README shows "
         "all.\n"},
    {.name = "measures",
     .summary = "what counts as distance (--measure)",
     .text =
         "  city-block   how far apart the positions lie on the scale; ranges by both ends. The\n"
         "               default. On unordered choices: 1 less the share of choices in common.\n"
         "  directional  for or against: strong on the same side is near, opposite sides are far.\n"
         "               Only on issues whose scale names a neutral point.\n"
         "  gap          how far apart what they could accept lies; 0 where it overlaps. Only "
         "between\n"
         "               actors whose entries say what they accept.\n"},
    {.name = "checks",
     .summary = "what stance check looks for, and how to choose",
     .text =
         "stance check runs all of them; stance check no-source stale runs these two, and --skip\n"
         "leaves some out. --strict makes every warning an error. Errors refuse the model and\n"
         "are always shown.\n"
         "\n",
     .row_name = stance_check_name,
     .row_summary = stance_check_summary},
    {.name = "moves",
     .summary = "the kinds of moves that stance changes tells apart",
     .text = "In json they are the word under \"kind\".\n\n",
     .row_name = stance_change_kind,
     .row_summary = stance_change_kind_summary},
    {.name = "matrices",
     .summary = "the kinds of matrices that stance matrix prints",
     .text = "stance matrix KIND prints one of them, as csv unless --format or -o says otherwise.\n"
             "\n",
     .row_name = stance_matrix_name,
     .row_summary = stance_matrix_summary},
    {.name = "exit-status",
     .summary = "what the program tells its caller",
     .text = "  0  done\n"
             "  1  the model, the data or the machine refused: the message says why\n"
             "  2  the command line cannot be understood\n"},
};

const struct topic *topic_get(size_t index)
{
    return index < sizeof topics / sizeof *topics ? &topics[index] : NULL;
}

void topic_print(const struct topic *topic, struct str *out)
{
    str_append(out, topic->text);
    for (size_t r = 0; topic->row_name && topic->row_name(r); r++)
        str_printf(out, "  %-22s %s\n", topic->row_name(r), topic->row_summary(r));
}
