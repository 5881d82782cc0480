/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  From an id to an index. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>

/** All zero is an empty map. Keys are borrowed and must outlive the map. */
struct map {
    struct map_slot *slots;
    size_t count, size;
};

#define MAP_NONE ((size_t)-1)

/** Index of a key, MAP_NONE if it is not there. */
size_t map_find(const struct map *map, const char *key);

/** Put a key that is not there yet (assert). False if there is no memory. */
bool map_put(struct map *map, const char *key, size_t index);

void map_clear(struct map *map);

#endif
