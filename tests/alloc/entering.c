/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios that write: each run enters something into a model that is put there anew, in a folder
 * of the process's own. A run that fails must leave every file as it was, and no other. Nothing
 * here allocates, as that would be counted. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "scenarios.h"
#include "stance/cycle.h"
#include "stance/edit.h"

static const char MODEL[] =
    "{\"format\": \"stance/1\", \"title\": \"T\", \"issues\": [\n"
    "  {\"id\": \"size\", \"scale\": {\"type\": \"interval\", \"min\": 0, \"max\": 10}},\n"
    "  {\"id\": \"flag\", \"scale\": {\"type\": \"nominal\", \"choices\": [\"eu\", \"un\"]}}]}\n";
static const char A[] =
    "{\n  \"stances\": [\n"
    "    {\"issue\": \"size\", \"date\": \"2025-01-01\", \"value\": 5, \"salience\": 0.5,\n"
    "     \"source\": {\"outlet\": \"P\", \"quote\": \"q\"}, \"x-own\": 1}\n  ]\n}\n";
static const char B[] = "{\"groups\": [\"g\"], \"stances\": []}\n";

static const struct {
    const char *name, *text;
} files[] = {{"model.json", MODEL}, {"actors/a.json", A}, {"actors/b.json", B}};
enum { N_FILES = sizeof files / sizeof *files };

static char base[256], table[300], listed[300], bad_table[300], edited[300], bad_edited[300];

/* The folder of this process: the sweep runs several at once. */
static const char *entering(void)
{
    static char path[300];
    snprintf(path, sizeof path, "%s/entering-%ld", base, (long)getpid());
    return path;
}

static const char *path_of(const char *name)
{
    static char path[400];
    snprintf(path, sizeof path, "%s/%s", entering(), name);
    return path;
}

static void demand(int holds, const char *what)
{
    if (holds) return;
    perror(what);
    _exit(1);
}

static void put_file(const char *path, const char *text)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    demand(file >= 0 && write(file, text, strlen(text)) == (ssize_t)strlen(text), path);
    demand(close(file) == 0, path);
}

static int make_folder(const char *path)
{
    return mkdir(path, 0777) == 0 || errno == EEXIST;
}

void prepare_entering(const char *folder)
{
    snprintf(base, sizeof base, "%s", folder);
    snprintf(table, sizeof table, "%s/u.csv", folder);
    snprintf(listed, sizeof listed, "%s/u.json", folder);
    snprintf(bad_table, sizeof bad_table, "%s/bad.csv", folder);
    put_file(table, "actor,issue,value,date,outlet,quote,accepts\n"
                    "a,size,6..,2025-02-01,P,\"q \"\"r\"\"\",..8\n"
                    "b,flag,\"eu,un\",,,,\na,size,5,2025-01-01,P,q,\n");
    put_file(listed, "[{\"actor\": \"b\", \"issue\": \"size\", \"claims\": [{\"value\": 1},\n"
                     "  {\"value\": 2, \"source\": {\"url\": \"u\"}}], \"x-own\": {\"a\": 1},\n"
                     "  \"if\": [{\"when\": [{\"group\": \"g\", \"issue\": \"flag\", \"is\": "
                     "\"eu\"}], \"value\": 3}]}]");
    snprintf(edited, sizeof edited, "%s/edited.csv", folder);
    snprintf(bad_edited, sizeof bad_edited, "%s/bad-edited.csv", folder);
    put_file(edited, "actor,issue,value,from,to,date,salience,quote,note,row\n"
                     "a,size,6.0,6,6,2025-02-01,0.5,q,n,\n"
                     "b,flag,\"UN, eu\",,,2025-02-01,,,,\n"
                     "b,size,7,,,2025-03-01,,,,value=6|date=2025-01-01|note=a\\|b|history=0\n");
    put_file(bad_edited, "actor,issue,value,from,date\n"
                         "c,size,6,6,\na,sise,6,,\na,size,7,8,2025-01-01\na,size,,5,2025-01-01\n"
                         "a,size,9,9,2025-01-01\n");
    put_file(bad_table, "actor,issue,value,salience\nc,size,6,\na,sise,6,\na,size,60,\"0,5\"\n");
}

static void put_entering(void)
{
    demand(make_folder(entering()), "entering");
    demand(make_folder(path_of("actors")), "actors");
    unlink(path_of("actors/new.json"));
    for (size_t f = 0; f < N_FILES; f++)
        put_file(path_of(files[f].name), files[f].text);
}

static int holds_text(const char *name, const char *text)
{
    char bytes[1024];
    int file = open(path_of(name), O_RDONLY | O_CLOEXEC);
    ssize_t length = file < 0 ? -1 : read(file, bytes, sizeof bytes);
    if (file >= 0) close(file);
    return length == (ssize_t)strlen(text) && memcmp(bytes, text, (size_t)length) == 0;
}

/* Entries of a folder, "." and ".." included, without opendir, which allocates. */
static size_t count_names(const char *path)
{
    char buffer[4096] __attribute__((aligned(8)));
    size_t count = 0;
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    long bytes = syscall(SYS_getdents64, folder, buffer, sizeof buffer);
    for (long at = 0; at < bytes; count++) {
        unsigned short step; /* d_reclen stands behind d_ino and d_off */
        memcpy(&step, buffer + at + 16, sizeof step);
        at += step;
    }
    close(folder);
    return count;
}

static int entering_is_untouched(void)
{
    for (size_t f = 0; f < N_FILES; f++)
        if (!holds_text(files[f].name, files[f].text)) return 0;
    return count_names(entering()) == 2 + 2 && count_names(path_of("actors")) == 2 + 2;
}

/* A draft, a cycle, its review; `entered` is what a program would have in its hands. */
struct entered {
    stance_draft *draft;
    stance_cycle *cycle;
    stance_edit *edit;
};

static void entered_clear(struct entered *entered)
{
    stance_cycle_free(entered->cycle);
    stance_edit_close(entered->edit);
    stance_draft_free(entered->draft);
}

static stance_result commit(struct entered *entered, stance_diagnostics *list)
{
    stance_result result = stance_edit_open(entering(), 0, list, &entered->edit);
    expect_handed(result, entered->edit);
    if (result == STANCE_OK) {
        result = stance_cycle_new(stance_edit_model(entered->edit), entered->draft, "2025-06-01",
                                  list, &entered->cycle);
        expect_handed(result, entered->cycle);
    }
    if (result == STANCE_OK) result = stance_edit_commit(entered->edit, entered->cycle, list);
    return result;
}

static stance_result enter(stance_result (*make_draft)(stance_diagnostics *list,
                                                       stance_draft **out),
                           struct sweep_output *output)
{
    struct entered entered = {0};
    put_entering();
    stance_diagnostics *list = stance_diagnostics_new();
    stance_result result = list ? make_draft(list, &entered.draft) : STANCE_NO_MEMORY;
    if (list) expect_handed(result, entered.draft);
    if (result == STANCE_OK) result = commit(&entered, list);
    entered_clear(&entered);
    if (result != STANCE_OK && !entering_is_untouched())
        sweep_complain("a failure changed the model, or left something in its folder");
    if (list && result != STANCE_NO_MEMORY) note_diagnostics(output, list);
    stance_diagnostics_free(list);
    return result;
}

static stance_result draft_table(stance_diagnostics *list, stance_draft **out)
{
    return stance_draft_read(table, list, out);
}

static stance_result draft_list(stance_diagnostics *list, stance_draft **out)
{
    return stance_draft_read(listed, list, out);
}

static stance_result draft_bad(stance_diagnostics *list, stance_draft **out)
{
    return stance_draft_read(bad_table, list, out);
}

static stance_result draft_edited(stance_diagnostics *list, stance_draft **out)
{
    return stance_draft_import(edited, NULL, list, out);
}

static stance_result draft_edited_badly(stance_diagnostics *list, stance_draft **out)
{
    return stance_draft_import(bad_edited, NULL, list, out);
}

static stance_result draft_claim(stance_diagnostics *list, stance_draft **out)
{
    const char *words[STANCE_FIELD_COUNT] = {
        [STANCE_FIELD_ACTOR] = "a",
        [STANCE_FIELD_ISSUE] = "size",
        [STANCE_FIELD_VALUE] = "7..",
        [STANCE_FIELD_OUTLET] = "O",
    };
    (void)list;
    return stance_draft_of_words(words, true, out);
}

stance_result update_table(struct sweep_output *output)
{
    return enter(draft_table, output);
}

stance_result update_list(struct sweep_output *output)
{
    return enter(draft_list, output);
}

stance_result update_badly(struct sweep_output *output)
{
    return enter(draft_bad, output);
}

stance_result import_table(struct sweep_output *output)
{
    return enter(draft_edited, output);
}

stance_result import_badly(struct sweep_output *output)
{
    return enter(draft_edited_badly, output);
}

stance_result set_claim(struct sweep_output *output)
{
    return enter(draft_claim, output);
}

stance_result grow(struct sweep_output *output)
{
    stance_diagnostics *list;
    stance_edit *edit = NULL;
    stance_result result = STANCE_NO_MEMORY;
    const stance_new_actor actor = {.id = "new", .groups = "g,h", .entered = "2025-06-01"};
    const stance_new_issue issue = {.id = "new", .levels = "x,y=Y", .neutral = "x"};
    put_entering();
    list = stance_diagnostics_new();
    if (list) result = stance_edit_open(entering(), 0, list, &edit);
    if (result == STANCE_OK) result = stance_edit_add_actor(edit, &actor, list);
    stance_edit_close(edit);
    edit = NULL;
    if (result == STANCE_OK) result = stance_edit_open(entering(), 0, list, &edit);
    if (result == STANCE_OK) result = stance_edit_add_issue(edit, &issue, list);
    stance_edit_close(edit);
    if (list && result != STANCE_NO_MEMORY) note_diagnostics(output, list);
    stance_diagnostics_free(list);
    return result;
}
