/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  An edit of a model's folder in progress: private to store/edit.c and store/add.c. */
#ifndef STORE_EDIT_H
#define STORE_EDIT_H

#include <stdbool.h>

#include "base/str.h"
#include "model/model.h"
#include "stance/edit.h"
#include "store/commit.h"
#include "store/folder.h"
#include "store/lock.h"
#include "store/splice.h"

struct stance_edit {
    char *path;
    struct lock lock;
    struct stance_model *model;
    struct stamp *stamps; /* heap; of the actors' files, as they were loaded */
    stance_recovery recovery;
};

/** A file that a batch replaces or makes; its texts are owned. */
struct edited_file {
    char *name;
    struct str old_text;
    struct spliced spliced; /* of a new file only the text */
    bool is_new;
    struct stamp stamp;
};
void edited_file_clear(struct edited_file *file);

/** Read a file of the folder as it is now. False: an error is listed, or no memory. */
stance_result edited_file_read(const struct stance_edit *edit, struct edited_file *file,
                               struct stance_diagnostics *diagnostics);

/** Hold a new text against the ordinary loader, and write it.
 *  @param expected  the model that is to be read then. */
stance_result edit_write(struct stance_edit *edit, const struct edited_file *file,
                         const struct stance_model *expected,
                         struct stance_diagnostics *diagnostics);

#endif
