/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  The files of a batch on their way to the disk: what commit and recovery share. Private to
 *  commit.c, place.c and recover.c (and their tests).
 *
 *  What fails first is kept as the cause; at the end one error says it, and which state holds. */
#ifndef STORE_BATCH_H
#define STORE_BATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diagnostics.h"
#include "base/map.h"
#include "base/str.h"
#include "stance/result.h"
#include "store/folder.h"
#include "store/journal.h"

/** Where tests stand between the batch and the system. NULL members: as it is. */
struct batch_seam {
    /* As renameat2 between two paths: 0 or -1 and errno. */
    int (*rename)(void *context, const char *from, const char *to, unsigned flags);
    int (*sync)(void *context, const char *folder); /* 0 or errno, in place of a folder's fsync */
    int (*unlink)(void *context, const char *path); /* 0 or -1 and errno */
    void (*step)(void *context, const char *step);  /* told before each step */
    void *context;
};

struct batch_file {
    struct journal_entry entry;
    const char *old_bytes; /* borrowed; NULL: only length and CRC are known */
    char *target, *staged; /* free of links; heap */
    bool is_staged;        /* the staged name is ours to unlink, whatever happens */
    bool is_placed;        /* the new text is in the file */
    bool is_final;         /* by plain rename: it cannot be taken back */
    bool is_settled;       /* recovery: a person decided, nothing is to be done */
    bool breaks_links, changes_owner, loses_attributes; /* what placing it does, to be told */
};

struct batch_folder {
    char *path; /* free of links; heap */
    int descriptor;
    bool holds_files; /* of the batch */
};

struct batch {
    const char *path;  /* as the user named the model */
    char *home;        /* likewise, free of links; heap */
    char *journal;     /* heap, as the next */
    char *journal_new; /* */
    char *made_folder; /* PATH/actors, if this batch made it; heap */
    bool has_journal;  /* the batch is recorded */
    struct batch_file *files;
    size_t count;
    struct batch_folder *folders; /* the first is the model's own */
    size_t n_folders;
    struct map folder_ids; /* their paths */
    const struct batch_seam *seam;
    struct stance_diagnostics *diagnostics;
    struct str cause;
    const struct batch_file *cause_file; /* NULL: the whole model */
    stance_result result;                /* OK until something fails */
};

/** What holds after a batch that failed. */
enum batch_outcome {
    BATCH_NOTHING,  /* nothing was changed */
    BATCH_UNSURE,   /* nothing was changed, but what was staged could not be cleared away */
    BATCH_RECORDED, /* recorded but unfinished */
    BATCH_WRITTEN,  /* written, but not confirmed by the disk */
};

/** @param count  room for so many files. False: failed, with its cause. */
bool batch_init(struct batch *batch, const char *path, size_t count,
                struct stance_diagnostics *diagnostics);
void batch_clear(struct batch *batch);

/** Add a file: find where its links lead, open that folder. False: failed, with its cause. */
bool batch_add(struct batch *batch, const struct journal_entry *entry, const char *old_bytes);

/** Note what went wrong, if nothing has before; false. `words` may be NULL: errno's alone. */
bool batch_fail(struct batch *batch, const struct batch_file *file, const char *words,
                int error_number);
/** Likewise what people or data are to blame for. */
bool batch_refuse(struct batch *batch, const struct batch_file *file, const char *words);

/** The batch is in, only what is left over could not be cleared away: the cause becomes a warning
 *  ("left-over"). */
void batch_forgive(struct batch *batch);
/** List the cause and the outcome; the result of the whole. */
stance_result batch_end(struct batch *batch, enum batch_outcome outcome);

/** The place of a file, for the list: its path as people can open it. */
struct place batch_place(const struct batch *batch, const struct batch_file *file);
/** A warning about a batch that is in. One that finds no memory is lost: "out of memory" would say
 *  that nothing was changed. */
void batch_warn(const struct batch *batch, const char *check, const struct batch_file *file,
                const char *words);

/* Calls, tried three times, through the seam. 0 or errno. */
int batch_rename(const struct batch *batch, const char *from, const char *to, unsigned flags);
int batch_unlink(const struct batch *batch, const char *path); /* gone already: 0 */
/** Unlink what is staged; an actors folder that was made for it goes, too. False: not all. */
bool batch_clear_staged(const struct batch *batch);
enum text_state batch_look(const char *path, const struct batch_file *file, struct mark *mark,
                           int *error_number);

/** fsync the folders that hold files of the batch, or the model's own. Never tried again. */
bool batch_sync(struct batch *batch);
bool batch_sync_home(struct batch *batch);

void batch_step(const struct batch *batch, const char *step);

#endif
