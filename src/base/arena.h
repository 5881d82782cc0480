/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Memory that is given out piece by piece and freed as a whole. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena_chunk;

/** All zero is an empty arena. Not for several threads at once: one arena a thread, then absorb. */
struct arena {
    struct arena_chunk *chunks;
    size_t used, size; /* of the newest chunk, in bytes */
};

/** size bytes, aligned for any type, zeroed; NULL if there is no memory. */
void *arena_alloc(struct arena *arena, size_t size);

/** count * size bytes, zeroed; NULL also where the product overflows. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/** A copy of `length` bytes of text, with a 0 behind; NULL if there is no memory. */
char *arena_text(struct arena *arena, const char *text, size_t length);

/** Copy of a string; NULL gives NULL without being a failure, so ask `text && !copy`. */
char *arena_string(struct arena *arena, const char *text);

/** Take over all memory of `other`, which is empty afterwards. Pointers stay valid. */
void arena_absorb(struct arena *arena, struct arena *other);

void arena_clear(struct arena *arena);

/** Sums and products of sizes; false where they overflow (out is untouched then). */
bool size_add(size_t a, size_t b, size_t *out);
bool size_mul(size_t a, size_t b, size_t *out);

#endif
