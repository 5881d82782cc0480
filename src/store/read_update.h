/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  The rows of an update into the entries of a cycle: private to store/read_cycle.c. */
#ifndef STORE_READ_UPDATE_H
#define STORE_READ_UPDATE_H

#include "base/date.h"
#include "base/diagnostics.h"
#include "model/cycle.h"
#include "stance/result.h"
#include "store/draft.h"
#include "store/json.h"

/** Read a list of rows, each an object.
 *  @param json   what the draft holds, or was composed from it.
 *  @param today  the date of rows that give none.
 *  @param list   errors are added at offsets of the JSON text.
 *  @return STANCE_OK (there may be errors in the list) or STANCE_NO_MEMORY. */
stance_result read_update(struct stance_cycle *cycle, const struct stance_draft *draft,
                          const struct json *json, date_day today, struct stance_diagnostics *list);

#endif
