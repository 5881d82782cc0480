/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options of the commands that write into a model, and of those that look back. */
#include "cli/settings.h"

#define SETTING(member) offsetof(struct settings, member)
#define TEXT(name, member, argument, help)                                                         \
    {                                                                                              \
        0, name, OPTION_TEXT, SETTING(member), argument, help, NULL, 0, 0                          \
    }
#define FLAG(name, member, help)                                                                   \
    {                                                                                              \
        0, name, OPTION_FLAG, SETTING(member), NULL, help, NULL, 0, 0                              \
    }
#define DATE(name, member, help)                                                                   \
    {                                                                                              \
        0, name, OPTION_DATE, SETTING(member), "DATE", help, NULL, 0, 0                            \
    }

/* Actor, issue and value come first: they are arguments, not options. */
static const struct option fields[] = {
#define FIELD(constant, name, argument, summary)                                                   \
    TEXT(name, fields[STANCE_FIELD_##constant], argument, summary),
    STANCE_FIELDS(FIELD)
#undef FIELD
        FLAG("claim", claim, "contradict what is on file instead of superseding it"),
};
enum { N_FIELDS = sizeof fields / sizeof *fields, FIRST_OPTION = STANCE_FIELD_VALUE + 1 };

static const struct option write[] = {
    FLAG("dry-run", dry_run, "show what would be entered, and write nothing"),
    {0, "wait", OPTION_NUMBER, SETTING(wait_seconds), "SECONDS",
     "how long to wait while somebody else writes (default: 10)", NULL, 0, 86400},
};

static const struct option import[] = {
    FLAG("write", write, "enter what was edited; without it nothing is written"),
    DATE("date", new_date, "of new values whose rows still have the old one's date"),
    TEXT("sheet", sheet, "NAME", "of a workbook (default: Positions, or the only one)"),
    FLAG("skip-conflicts", skip_conflicts, "enter what is not in conflict with what is on file"),
    {0, "wait", OPTION_NUMBER, SETTING(wait_seconds), "SECONDS",
     "how long to wait while somebody else writes (default: 10)", NULL, 0, 86400},
};

static const char *const layouts[] = {"wide", "long", NULL};
static const char *const labels[] = {"ids", "labels", "numbers", NULL};
static const char *const delimiters[] = {",", ";", "\t", "tab", NULL};
static const char *const decimals[] = {".", ",", NULL};

static const struct option matrix[] = {
    {0, "layout", OPTION_WORD, SETTING(layout), "NAME",
     "wide (default): a row an actor; long: a row for each actor and issue", layouts, 0, 0},
    {0, "labels", OPTION_WORD, SETTING(labels), "NAME",
     "ids (default), labels (names in full), numbers (positions from 0 to 1)", labels, 0, 0},
    FLAG("raw", raw, "text that spreadsheets take for a formula is not guarded"),
    {0, "delimiter", OPTION_WORD, SETTING(delimiter), "MARK",
     "csv, csv-excel: between fields: , (default) ; tab", delimiters, 0, 0},
    {0, "decimal", OPTION_WORD, SETTING(decimal), "MARK",
     "csv-excel: the decimal mark: . (default) or ,", decimals, 0, 0},
};

static const struct option since[] = {
    DATE("since", since, "open with what changed after this day"),
};

static const struct option between[] = {
    DATE("since", since, "compare with what was on file at the end of this day"),
    DATE("until", until, "and not with all that is on file, but with this day's end"),
    TEXT("from", from, "DIR", "compare with another copy of the model instead"),
};

static const struct option init[] = {
    TEXT("title", title, "TEXT", "what the model is about (default: the folder's name)"),
};

static const struct option add[] = {
    TEXT("name", name, "TEXT", "as reports print it (default: the id)"),
    TEXT("weight", weight, "X", "influence of an actor, importance of an issue (default: 1)"),
    DATE("entered", entered, "when it was put on file (default: today)"),
    TEXT("kind", kind, "WORD", "actor: state, institution, person, party, event ..."),
    TEXT("groups", groups, "LIST", "actor: europe,nato"),
    TEXT("question", question, "TEXT", "issue: what is asked"),
    TEXT("topic", topic, "ID", "issue: what it belongs to"),
    TEXT("levels", levels, "LIST", "issue: ordered answers: none,limited=A limited presence,full"),
    TEXT("choices", choices, "LIST", "issue: answers without order: eu,nato,un"),
    FLAG("several", several, "issue: several choices may be wanted at once"),
    TEXT("min", least, "X", "issue: the scale's least number"),
    TEXT("max", most, "X", "issue: the scale's largest number"),
    TEXT("unit", unit, "TEXT", "issue: what the numbers count"),
    TEXT("neutral", neutral, "VALUE", "issue: the point between for and against"),
    TEXT("status-quo", status_quo, "VALUE", "issue: what holds if nobody agrees"),
};

#define TABLE(title, rows)                                                                         \
    {                                                                                              \
        title, rows, sizeof(rows) / sizeof *(rows)                                                 \
    }
const struct option_table options_entry = {"The entry", fields + FIRST_OPTION,
                                           N_FIELDS - FIRST_OPTION};
const struct option_table options_write = TABLE("How to write", write);
const struct option_table options_matrix = TABLE("How the matrix is laid out", matrix);
const struct option_table options_import = TABLE("How to take it back", import);
const struct option_table options_since = TABLE("Since when", since);
const struct option_table options_between = TABLE("Between which", between);
const struct option_table options_init = TABLE("The model", init);
const struct option_table options_add = TABLE("What is added", add);
