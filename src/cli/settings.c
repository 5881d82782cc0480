/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options are read by tables: --name VALUE, --name=VALUE, -n VALUE, in any order, before or after
 * the arguments. The same tables print the help. */
#include "cli/settings.h"

#include <ctype.h>
#include <string.h>

#include "base/date.h"
#include "base/nearest.h"
#include "base/number.h"

static const char *const color_words[] = {"auto", "always", "never", NULL};
static const char *const check_formats[] = {"text", "json", NULL};
static const char *const status_words[] = {"stated", "reported", "inferred", NULL};

#define HELP                                                                                       \
    {                                                                                              \
        'h', "help", OPTION_FLAG, offsetof(struct settings, help), NULL, "this help", NULL, 0, 0   \
    }

static const struct option manual[] = {
    {0, "man", OPTION_FLAG, offsetof(struct settings, man), NULL,
     "the manual page stance(1), as roff: stance help --man | man -l -", NULL, 0, 0},
};

static const struct option common[] = {
    {'m', "model", OPTION_TEXT, offsetof(struct settings, model), "DIR",
     "the model's folder (else $STANCE_MODEL, else upwards from here)", NULL, 0, 0},
    HELP,
};

static const struct option help[] = {HELP};

static const struct option query[] = {
    {0, "as-of", OPTION_DATE, offsetof(struct settings, as_of), "DATE",
     "positions in force on this day (default: the last date in the model)", NULL, 0, 0},
    {0, "as-known", OPTION_DATE, offsetof(struct settings, as_known), "DATE",
     "leave out what was entered after this day", NULL, 0, 0},
    {0, "actors", OPTION_TEXT, offsetof(struct settings, actors), "LIST",
     "only these: france,uk,group:europe", NULL, 0, 0},
    {0, "issues", OPTION_TEXT, offsetof(struct settings, issues), "LIST",
     "only these: force-size,topic:mission", NULL, 0, 0},
    {0, "status", OPTION_WORDS, offsetof(struct settings, statuses), "LIST",
     "only entries that are stated, reported or inferred", status_words, 0, 0},
    {0, "min-confidence", OPTION_NUMBER, offsetof(struct settings, min_confidence), "X",
     "leave out entries less sure than this, 0 to 1", NULL, 0, 1},
    {0, "measure", OPTION_TEXT, offsetof(struct settings, measure), "NAME",
     "city-block (default), directional, gap (stance help measures)", NULL, 0, 0},
    {0, "salience", OPTION_TEXT, offsetof(struct settings, salience), "WHOSE",
     "weigh by what both care about (default), none, or an actor's id", NULL, 0, 0},
};

static const struct option output[] = {
    {0, "format", OPTION_TEXT, offsetof(struct settings, format), "NAME",
     "text, markdown, html, json; of a matrix also csv, csv-excel, tsv, xlsx", NULL, 0, 0},
    {'o', "output", OPTION_TEXT, offsetof(struct settings, output), "FILE",
     "write to a file (whole or not at all); its ending tells the format", NULL, 0, 0},
    {0, "width", OPTION_NUMBER, offsetof(struct settings, width), "N",
     "columns of text (default: the terminal's, at most 120; else 80)", NULL, 40, 400},
    {0, "ascii", OPTION_FLAG, offsetof(struct settings, ascii), NULL, "plain ASCII text", NULL, 0,
     0},
    {0, "color", OPTION_WORD, offsetof(struct settings, color), "WHEN", "auto, always, never",
     color_words, 0, 0},
    {0, "full", OPTION_FLAG, offsetof(struct settings, full), NULL,
     "json: every pair's issues, however many actors", NULL, 0, 0},
};

static const struct option check[] = {
    {0, "skip", OPTION_TEXT, offsetof(struct settings, skip), "LIST",
     "leave these checks out: no-quote,one-voice (stance help checks)", NULL, 0, 0},
    {0, "stale", OPTION_NUMBER, offsetof(struct settings, stale_days), "DAYS",
     "days before the as-of date beyond which a position is stale (365)", NULL, 1, 3652058},
    {0, "strict", OPTION_FLAG, offsetof(struct settings, strict), NULL,
     "warnings count as errors: exit status 1", NULL, 0, 0},
    {0, "format", OPTION_WORD, offsetof(struct settings, format), "NAME",
     "text (default); json, on standard output", check_formats, 0, 0},
};

#define TABLE(title, rows)                                                                         \
    {                                                                                              \
        title, rows, sizeof(rows) / sizeof *(rows)                                                 \
    }
const struct option_table options_help = TABLE("Options", help);
const struct option_table options_manual = TABLE("The manual", manual);
const struct option_table options_common = TABLE("Options", common);
const struct option_table options_query = TABLE("What to look at", query);
const struct option_table options_output = TABLE("How to print it", output);
const struct option_table options_check = TABLE("What to check", check);

/* ---- one option */

static const struct option *find_option(const struct option_table *const *tables, const char *name,
                                        size_t length, char letter)
{
    for (; *tables; tables++)
        for (size_t o = 0; o < (*tables)->count; o++) {
            const struct option *option = &(*tables)->options[o];
            if (letter ? option->letter == letter
                       : strlen(option->name) == length && strncmp(option->name, name, length) == 0)
                return option;
        }
    return NULL;
}

bool option_takes_next_word(const char *word)
{
    static const struct option_table *const all[] = {&options_common, &options_query,
                                                     &options_output, &options_check, NULL};
    bool is_long = word[1] == '-';
    const struct option *option = is_long ? find_option(all, word + 2, strlen(word + 2), '\0')
                                          : find_option(all, "", 0, word[1]);
    return option && option->kind != OPTION_FLAG && (is_long || word[2] == '\0');
}

static bool is_among(const char *const *words, const char *word, size_t length)
{
    for (; *words; words++)
        if (strlen(*words) == length && strncmp(*words, word, length) == 0) return true;
    return false;
}

static bool are_among(const char *const *words, const char *list)
{
    for (;;) {
        size_t length = strcspn(list, ",");
        if (!is_among(words, list, length)) return false;
        if (list[length] == '\0') return true;
        list += length + 1;
    }
}

static bool complain_of_value(const struct option *option, const char *value, struct str *complaint)
{
    str_printf(complaint, "--%s takes ", option->name);
    switch (option->kind) {
    case OPTION_DATE:
        str_append(complaint, "a day of the calendar such as 2025-04-17");
        break;
    case OPTION_NUMBER:
        str_append(complaint, "a number from ");
        number_print(option->least, complaint);
        str_append(complaint, " to ");
        number_print(option->most, complaint);
        break;
    default:
        for (const char *const *word = option->words; *word; word++)
            str_printf(complaint, "%s%s", word == option->words ? "" : ", ", *word);
    }
    str_printf(complaint, ", not \"%s\"", value);
    return false;
}

/* As in files, but people also type ".5". */
static bool read_number(const char *value, double *out)
{
    struct str text = {0};
    str_printf(&text, "%s%s", value[0] == '.' ? "0" : "", value);
    bool ok = !text.failed && number_parse(str_get(&text), text.length, out);
    str_clear(&text);
    return ok;
}

static bool set_option(struct settings *settings, const struct option *option, const char *value,
                       struct str *complaint)
{
    void *target = (char *)settings + option->offset;
    date_day day;
    double number;
    bool ok = true;
    switch (option->kind) {
    case OPTION_FLAG:
        *(bool *)target = true;
        return true;
    case OPTION_NUMBER:
        ok = read_number(value, &number) && number >= option->least && number <= option->most;
        if (ok) *(double *)target = number;
        return ok || complain_of_value(option, value, complaint);
    case OPTION_DATE:
        ok = date_parse(value, &day);
        break;
    case OPTION_WORD:
        ok = is_among(option->words, value, strlen(value));
        break;
    case OPTION_WORDS:
        ok = are_among(option->words, value);
        break;
    case OPTION_TEXT:
        break;
    }
    if (!ok) return complain_of_value(option, value, complaint);
    *(const char **)target = value;
    return true;
}

static bool complain_of_name(const struct option_table *const *tables, const char *word,
                             size_t length, struct str *complaint)
{
    struct str typed = {0};
    struct nearest nearest;
    str_append_bytes(&typed, word, length);
    nearest_init(&nearest, str_get(&typed) + strspn(str_get(&typed), "-"));
    for (; *tables; tables++)
        for (size_t o = 0; o < (*tables)->count; o++)
            nearest_try(&nearest, (*tables)->options[o].name);
    str_printf(complaint, "unknown option %s", str_get(&typed));
    if (strcmp(str_get(&typed), "--source") == 0)
        str_append(complaint, "; a source is given by --outlet, --url and --quote");
    else if (nearest.best)
        str_printf(complaint, "; did you mean --%s?", nearest.best);
    str_clear(&typed);
    return false;
}

/* One word that begins with '-'; `next` is the word behind it (NULL: none). */
static bool parse_option(struct settings *settings, const struct option_table *const *tables,
                         const char *word, const char *next, bool *took_next, struct str *complaint)
{
    bool is_long = word[1] == '-';
    size_t length = is_long ? strcspn(word, "=") : 2;
    const struct option *option = is_long ? find_option(tables, word + 2, length - 2, '\0')
                                          : find_option(tables, "", 0, word[1]);
    if (!option) return complain_of_name(tables, word, length, complaint);
    const char *value = NULL;
    if (word[length] != '\0') value = word + length + (is_long ? 1 : 0);
    if (option->kind == OPTION_FLAG && value) {
        str_printf(complaint, "--%s takes no value", option->name);
        return false;
    }
    if (option->kind != OPTION_FLAG && !value) {
        if (!next) {
            str_printf(complaint, "--%s needs a value: --%s %s", option->name, option->name,
                       option->argument);
            return false;
        }
        value = next;
        *took_next = true;
    }
    return set_option(settings, option, value, complaint);
}

bool settings_parse(struct settings *settings, const struct option_table *const *tables,
                    const char *const *words, size_t count, struct str *complaint)
{
    bool only_arguments = false;
    for (size_t w = 0; w < count; w++) {
        const char *word = words[w];
        bool took_next = false;
        if (!only_arguments && strcmp(word, "--") == 0) {
            only_arguments = true;
            continue;
        }
        bool is_argument =
            only_arguments || word[0] != '-' || word[1] == '\0' || isdigit((unsigned char)word[1]);
        if (is_argument) {
            settings->arguments[settings->n_arguments++] = word;
            continue;
        }
        const char *next = w + 1 < count ? words[w + 1] : NULL;
        if (!parse_option(settings, tables, word, next, &took_next, complaint)) return false;
        w += took_next;
    }
    return true;
}
