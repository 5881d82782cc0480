/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chunks, the newest first, whose sizes double up to 256 KiB. Pieces are cut from the newest; a
 * large piece gets a chunk of its own, put behind the newest so that the rest of that one is not
 * lost. Nothing is freed before all is, so absorbing another arena only joins two lists. */
#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHUNK_FIRST = 1024,
    CHUNK_MOST = 256 * 1024,
    PIECE_LARGE = CHUNK_MOST / 4, /* from here on a piece has its own chunk */
};

struct arena_chunk {
    struct arena_chunk *next;
    _Alignas(max_align_t) unsigned char bytes[];
};

bool size_add(size_t a, size_t b, size_t *out)
{
    if (a > SIZE_MAX - b) return false;
    *out = a + b;
    return true;
}

bool size_mul(size_t a, size_t b, size_t *out)
{
    if (b && a > SIZE_MAX / b) return false;
    *out = a * b;
    return true;
}

/* Zeroed, so that pieces need not be. */
static struct arena_chunk *chunk_new(size_t size)
{
    size_t whole;
    if (!size_add(sizeof(struct arena_chunk), size, &whole)) return NULL;
    return calloc(1, whole);
}

static void *alloc_large(struct arena *arena, size_t size)
{
    struct arena_chunk *chunk = chunk_new(size);
    if (!chunk) return NULL;
    if (arena->chunks) {
        chunk->next = arena->chunks->next;
        arena->chunks->next = chunk;
    } else {
        arena->chunks = chunk; /* used and size stay 0: nothing else is cut from it */
    }
    return chunk->bytes;
}

static bool add_chunk(struct arena *arena, size_t least)
{
    size_t size = arena->size ? arena->size : CHUNK_FIRST / 2;
    struct arena_chunk *chunk;
    do {
        size *= 2;
    } while (size < least);
    if (size > CHUNK_MOST) size = CHUNK_MOST;
    chunk = chunk_new(size);
    if (!chunk) return false;
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    arena->used = 0;
    arena->size = size;
    return true;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    const size_t step = _Alignof(max_align_t);
    size_t rounded;
    void *piece;
    if (size == 0) size = 1; /* every piece has an address of its own */
    if (!size_add(size, step - 1, &rounded)) return NULL;
    rounded -= rounded % step;
    if (rounded > arena->size - arena->used) {
        if (rounded >= PIECE_LARGE) return alloc_large(arena, rounded);
        if (!add_chunk(arena, rounded)) return NULL;
    }
    piece = arena->chunks->bytes + arena->used;
    arena->used += rounded;
    return piece;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    size_t whole;
    if (!size_mul(count, size, &whole)) return NULL;
    return arena_alloc(arena, whole);
}

char *arena_text(struct arena *arena, const char *text, size_t length)
{
    size_t size;
    char *copy;
    if (!size_add(length, 1, &size)) return NULL;
    copy = arena_alloc(arena, size);
    if (copy && length) memcpy(copy, text, length); /* the 0 is there: pieces are zeroed */
    return copy;
}

char *arena_string(struct arena *arena, const char *text)
{
    return text ? arena_text(arena, text, strlen(text)) : NULL;
}

void arena_absorb(struct arena *arena, struct arena *other)
{
    struct arena_chunk *last = other->chunks;
    if (arena == other || !last) return;
    if (!arena->chunks) {
        *arena = *other;
    } else {
        /* Behind the newest: pieces go on being cut from ours. */
        while (last->next)
            last = last->next;
        last->next = arena->chunks->next;
        arena->chunks->next = other->chunks;
    }
    *other = (struct arena){0};
}

void arena_clear(struct arena *arena)
{
    struct arena_chunk *chunk = arena->chunks;
    while (chunk) {
        struct arena_chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
    *arena = (struct arena){0};
}
