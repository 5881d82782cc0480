/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a large model, the same on every machine: generate ACTORS ISSUES STANCES FOLDER. The text
 * is shaped like files that people curate: about 280 bytes a stance, every kind of value, sources
 * with quotes, now and then claims and what an actor accepts. */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum kind { ORDINAL, SPACED, INTERVAL, NOMINAL, SEVERAL, KINDS };

static const char *const levels[] = {"none", "limited", "substantial", "full"};
static const char *const choices[] = {"coalition", "eu", "nato", "osce", "un"};
static const char *const outlets[] = {"Le Monde",    "Reuters",          "Financial Times",
                                      "Der Spiegel", "Ukrainska Pravda", "Süddeutsche Zeitung"};
static const char *const words[] = {
    "we",       "will",   "deploy",     "only",    "if",      "the",      "allies",
    "ministre", "says",   "troops",     "remain",  "neutral", "décision", "security",
    "support",  "must",   "negotiated", "before",  "talks",   "position", "guarantee",
    "weeks",    "budget", "parliament", "reached", "no",      "final",    "agreement"};
#define COUNT(array) (sizeof(array) / sizeof *(array))

/* splitmix64 (Steele, Lea and Flood 2014) */
static uint64_t state = 20250417;

static size_t below(size_t bound)
{
    uint64_t z = state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (size_t)((z ^ (z >> 31)) % bound);
}

static const char *pick(const char *const *from, size_t count)
{
    return from[below(count)];
}

static enum kind kind_of(size_t issue)
{
    return (enum kind)(issue % KINDS);
}

static FILE *open_file(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *stream = fopen(path, "w");
    if (stream) return stream;
    perror(path);
    exit(1);
}

static void close_file(FILE *stream)
{
    if (!ferror(stream) && fclose(stream) == 0) return;
    perror("generate");
    exit(1);
}

static void make_folder(const char *path)
{
    if (mkdir(path, 0777) == 0 || errno == EEXIST) return;
    perror(path);
    exit(1);
}

static void write_scale(FILE *out, enum kind kind)
{
    switch (kind) {
    case ORDINAL:
        fputs("{\"type\": \"ordinal\", \"levels\": [\"none\", \"limited\", \"substantial\", "
              "\"full\"]}",
              out);
        break;
    case SPACED:
        fputs("{\"type\": \"ordinal\", \"levels\": [\n      {\"id\": \"none\", \"at\": 0}, "
              "{\"id\": \"limited\", \"label\": \"Limited, and for a time\", \"at\": 0.2},\n"
              "      {\"id\": \"substantial\", \"at\": 0.6}, {\"id\": \"full\", \"at\": 1}]}",
              out);
        break;
    case INTERVAL:
        fputs("{\"type\": \"interval\", \"min\": 0, \"max\": 50000, \"unit\": \"troops\"}", out);
        break;
    default:
        fprintf(out,
                "{\"type\": \"nominal\", \"choices\": [\"coalition\", \"eu\", \"nato\", \"osce\", "
                "\"un\"]%s}",
                kind == SEVERAL ? ", \"several\": true" : "");
    }
}

static void write_model(const char *folder, size_t issues)
{
    FILE *out = open_file(folder, "model.json");
    fputs("{\n  \"format\": \"stance/1\",\n  \"title\": \"Generated, to measure with\",\n"
          "  \"issues\": [\n",
          out);
    for (size_t k = 0; k < issues; k++) {
        fprintf(out,
                "    {\"id\": \"issue-%03zu\", \"name\": \"Issue %zu\", \"topic\": \"topic-%zu\", "
                "\"question\": \"What about number %zu?\",\n     \"scale\": ",
                k, k, k / 10, k);
        write_scale(out, kind_of(k));
        fputs(k + 1 < issues ? "},\n" : "}\n", out);
    }
    fputs("  ]\n}\n", out);
    close_file(out);
}

static void write_set(FILE *out)
{
    size_t first = below(COUNT(choices)), second = (first + 1 + below(3)) % COUNT(choices);
    fprintf(out, "[\"%s\", \"%s\"]", choices[first], choices[second]);
}

/* One in twelve is undeclared, one in five vague. */
static void write_value(FILE *out, enum kind kind)
{
    size_t low = below(3);
    bool vague = below(5) == 0;
    if (below(12) == 0) {
        fputs("null", out);
    } else if (kind == INTERVAL) {
        size_t from = 1000 * below(40);
        if (vague) {
            fprintf(out, "{\"from\": %zu, \"to\": %zu}", from, from + 1000 * (1 + below(9)));
        } else {
            fprintf(out, "%zu", from);
        }
    } else if (kind == ORDINAL || kind == SPACED) {
        if (vague) {
            fprintf(out, "{\"from\": \"%s\", \"to\": \"%s\"}", levels[low],
                    levels[low + 1 + below(3 - low)]);
        } else {
            fprintf(out, "\"%s\"", pick(levels, COUNT(levels)));
        }
    } else if (vague || kind == SEVERAL) {
        write_set(out);
    } else {
        fprintf(out, "\"%s\"", pick(choices, COUNT(choices)));
    }
}

static void write_source(FILE *out, size_t quote_words)
{
    fprintf(out, "\"source\": {\"outlet\": \"%s\", \"quote\": \"", pick(outlets, COUNT(outlets)));
    for (size_t i = 0; i < quote_words; i++) {
        fprintf(out, "%s%s", i ? " " : "", pick(words, COUNT(words)));
    }
    fputs("\"}", out);
}

static void write_claims(FILE *out, enum kind kind)
{
    fputs("\"claims\": [\n", out);
    for (int i = 0; i < 2; i++) {
        fputs("      {\"value\": ", out);
        if (kind == INTERVAL) {
            fprintf(out, "%zu", 1000 * (i ? 10 + below(30) : below(10)));
        } else if (kind == ORDINAL || kind == SPACED) {
            fprintf(out, "\"%s\"", levels[i ? 2 + below(2) : below(2)]);
        } else {
            fprintf(out, "\"%s\"", choices[i ? 2 + below(3) : below(2)]);
        }
        fputs(", ", out);
        write_source(out, 4 + below(5));
        fputs(i ? "}\n    ]" : "},\n", out);
    }
}

static void write_stance(FILE *out, size_t issue, size_t number)
{
    enum kind kind = kind_of(issue);
    static const char *const statuses[] = {"stated", "reported", "reported", "inferred"};
    /* Dates ascend with the number of the entry on its issue. */
    fprintf(out, "    {\"issue\": \"issue-%03zu\", \"date\": \"%04zu-%02zu-%02zu\", ", issue,
            2015 + number % 11, 1 + below(12), 1 + below(28));
    bool disputed = below(25) == 0;
    if (disputed) {
        write_claims(out, kind);
    } else {
        fputs("\"value\": ", out);
        write_value(out, kind);
    }
    fprintf(out, ",\n     \"salience\": 0.%zu, \"confidence\": 0.%zu, \"status\": \"%s\"",
            1 + below(9), 1 + below(9), pick(statuses, COUNT(statuses)));
    if (below(10) == 0) {
        fputs(",\n     \"accepts\": ", out);
        if (kind == INTERVAL) {
            fputs("{\"from\": 0, \"to\": 45000}", out);
        } else if (kind == ORDINAL || kind == SPACED) {
            fputs("{\"from\": \"limited\"}", out);
        } else {
            write_set(out);
        }
    }
    if (!disputed) {
        fputs(",\n     ", out);
        write_source(out, 8 + below(10));
    }
    if (below(4) == 0) {
        fprintf(out, ",\n     \"note\": \"%s %s %s, %s\"", pick(words, COUNT(words)),
                pick(words, COUNT(words)), pick(words, COUNT(words)), pick(words, COUNT(words)));
    }
    fputs("}", out);
}

static void write_actor(const char *folder, size_t actor, size_t issues, size_t stances)
{
    char name[64];
    snprintf(name, sizeof name, "actors/actor-%04zu.json", actor);
    FILE *out = open_file(folder, name);
    fprintf(
        out,
        "{\n  \"name\": \"Actor %zu\",\n  \"kind\": \"state\",\n  \"groups\": [\"group-%zu\"],\n"
        "  \"weight\": %zu,\n  \"stances\": [\n",
        actor, actor % 8, 1 + actor % 3);
    for (size_t i = 0; i < stances; i++) {
        write_stance(out, i % issues, i / issues);
        fputs(i + 1 < stances ? ",\n" : "\n", out);
    }
    fputs("  ]\n}\n", out);
    close_file(out);
}

int main(int argc, char **argv)
{
    size_t actors = argc == 5 ? strtoul(argv[1], NULL, 10) : 0;
    size_t issues = argc == 5 ? strtoul(argv[2], NULL, 10) : 0;
    size_t stances = argc == 5 ? strtoul(argv[3], NULL, 10) : 0;
    if (actors == 0 || issues == 0) {
        fputs("usage: generate ACTORS ISSUES STANCES FOLDER\n", stderr);
        return 2;
    }
    char path[4096];
    snprintf(path, sizeof path, "%s/actors", argv[4]);
    make_folder(argv[4]);
    make_folder(path);
    write_model(argv[4], issues);
    for (size_t i = 0; i < actors; i++) {
        size_t share = stances * (i + 1) / actors - stances * i / actors;
        write_actor(argv[4], i, issues, share);
    }
    return 0;
}
