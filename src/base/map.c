/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hash table with open addressing: a power of two of slots, at most half of them taken, probed
 * one after the other. Ids are only put, never taken out, so a free slot ends every search. Slots
 * keep the whole hash: strings are compared where that agrees, and growing hashes nothing again. */
#include "base/map.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { SLOTS_FIRST = 16 };

struct map_slot {
    const char *key; /* NULL: free */
    uint64_t hash;
    size_t index;
};

/* FNV-1a (Fowler, Noll, Vo), then the end of MurmurHash3, as FNV alone is weak in its low bits. */
static uint64_t hash_of(const char *key)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (const unsigned char *byte = (const unsigned char *)key; *byte; byte++) {
        hash = (hash ^ *byte) * UINT64_C(1099511628211);
    }
    hash = (hash ^ (hash >> 33)) * UINT64_C(0xff51afd7ed558ccd);
    hash = (hash ^ (hash >> 33)) * UINT64_C(0xc4ceb9fe1a85ec53);
    return hash ^ (hash >> 33);
}

/* The slot of a key, or the free one where it belongs. The table has at least one free slot. */
static struct map_slot *slot_of(struct map_slot *slots, size_t size, const char *key, uint64_t hash)
{
    size_t i = (size_t)hash & (size - 1);
    while (slots[i].key && (slots[i].hash != hash || strcmp(slots[i].key, key) != 0)) {
        i = (i + 1) & (size - 1);
    }
    return &slots[i];
}

static bool grow(struct map *map)
{
    struct map_slot *slots;
    size_t size = SLOTS_FIRST;
    if (map->size && !size_mul(map->size, 2, &size)) return false;
    slots = calloc(size, sizeof *slots);
    if (!slots) return false;
    for (size_t i = 0; i < map->size; i++) {
        const struct map_slot *slot = &map->slots[i];
        if (slot->key) *slot_of(slots, size, slot->key, slot->hash) = *slot;
    }
    free(map->slots);
    map->slots = slots;
    map->size = size;
    return true;
}

size_t map_find(const struct map *map, const char *key)
{
    const struct map_slot *slot;
    if (map->count == 0) return MAP_NONE;
    slot = slot_of(map->slots, map->size, key, hash_of(key));
    return slot->key ? slot->index : MAP_NONE;
}

bool map_put(struct map *map, const char *key, size_t index)
{
    struct map_slot *slot;
    uint64_t hash = hash_of(key);
    if (map->count >= map->size / 2 && !grow(map)) return false;
    slot = slot_of(map->slots, map->size, key, hash);
    assert(!slot->key);
    *slot = (struct map_slot){.key = key, .hash = hash, .index = index};
    map->count++;
    return true;
}

void map_clear(struct map *map)
{
    free(map->slots);
    *map = (struct map){0};
}
