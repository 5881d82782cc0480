/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  One reading of a folder. Private to store/load*.c. */
#ifndef STORE_LOAD_ROUND_H
#define STORE_LOAD_ROUND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diagnostics.h"
#include "model/model.h"
#include "stance/result.h"
#include "store/folder.h"

/** A SHA-256 in hexadecimal digits, with a 0 behind. */
#define DIGEST_SIZE 65

/** One file while it is read. */
struct file_job {
    const char *name; /* "actors/ID.json"; in the model's arena, as the others of `load` */
    const char *path;
    struct stamp stamp;
    struct load *load;
    struct arena arena;
    struct stance_diagnostics diagnostics;
    struct actor actor;
    char digest[DIGEST_SIZE]; /* of its text, where load->hashes */
    bool is_whole;            /* its groups are known */
    stance_result result;
};

struct load {
    const struct folder *folder;
    struct stance_model *model;
    struct stamp model_stamp;
    bool hashes; /* the digest of the files is wanted */
    char model_digest[DIGEST_SIZE];
    char **names; /* heap; as folder_list_actors gave them */
    size_t n_names;
    bool issues_are_known;
    struct file_job *jobs; /* heap; in the order of the actors' ids */
    size_t n_jobs;
};

/** The one that is worse: no memory, then IO, then refused. */
stance_result load_worse(stance_result a, stance_result b);

/** All files are read: join them in the model, check what goes from file to file. */
stance_result load_complete(struct load *load);

/** Read all files of an open folder into a model that is all zero; then look at them again.
 *  @param[out] holds  no file, name or journal has changed meanwhile: result and list are those of
 *                     one moment. Only asked where the result is not STANCE_NO_MEMORY.
 *  @param hashes       work out the model's digest.
 *  @param stamps       NULL, or where to put how the actors' files stood: as store_load_stamped.
 *  @return as store_load. */
stance_result load_round(const struct folder *folder, size_t threads, bool hashes,
                         struct stance_model *model, struct stamp **stamps,
                         struct stance_diagnostics *diagnostics, bool *holds);

#endif
