/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between two camps the sum and the number of defined distances are kept, so that their mean is
 * exact whatever was merged before. A camp lives in the slot of its lowest leaf, and each slot
 * remembers the nearest one behind it. */
#include "engine/camps.h"

#include <math.h>
#include <stdlib.h>

#define NONE  ((size_t)-1)
#define EQUAL 1e-12

struct between {
    double sum, count;
};

struct slot {
    bool is_taken;
    size_t camp;        /* its number */
    size_t nearest;     /* slot behind this one; NONE */
    size_t first, last; /* its leaves, in order: linked by `next` */
    size_t size;
};

struct linkage {
    size_t n;
    const double *distances;
    struct between *between; /* n x n, by slots */
    struct slot *slots;
    size_t *next; /* of a leaf: the one after it in its camp; NONE */
};

static double distance(const struct linkage *linkage, size_t a, size_t b)
{
    const struct between *between = &linkage->between[a * linkage->n + b];
    return between->count > 0 ? between->sum / between->count : INFINITY;
}

static void find_nearest(struct linkage *linkage, size_t slot)
{
    double best = INFINITY;
    linkage->slots[slot].nearest = NONE;
    for (size_t other = slot + 1; other < linkage->n; other++) {
        double d = distance(linkage, slot, other);
        if (!linkage->slots[other].is_taken || !(d < best - EQUAL)) continue;
        best = d;
        linkage->slots[slot].nearest = other;
    }
}

static bool linkage_init(struct linkage *linkage, const double *distances, size_t n,
                         struct arena *arena)
{
    size_t n_pairs;
    *linkage = (struct linkage){.n = n, .distances = distances};
    if (!size_mul(n, n, &n_pairs)) return false;
    linkage->between = arena_array(arena, n_pairs, sizeof *linkage->between);
    linkage->slots = arena_array(arena, n, sizeof *linkage->slots);
    linkage->next = arena_array(arena, n, sizeof *linkage->next);
    if (!linkage->between || !linkage->slots || !linkage->next) return false;
    for (size_t a = 0; a < n; a++) {
        linkage->next[a] = NONE;
        linkage->slots[a] =
            (struct slot){.is_taken = true, .camp = a, .first = a, .last = a, .size = 1};
        for (size_t b = 0; b < n; b++) {
            double d = distances[a * n + b];
            if (a != b && !isnan(d)) linkage->between[a * n + b] = (struct between){d, 1};
        }
    }
    for (size_t a = 0; a < n; a++)
        find_nearest(linkage, a);
    return true;
}

/* The pair of slots that is nearest; false where none has a distance. */
static bool find_pair(const struct linkage *linkage, size_t *a, size_t *b)
{
    double best = INFINITY;
    for (size_t slot = 0; slot < linkage->n; slot++) {
        size_t nearest = linkage->slots[slot].nearest;
        if (!linkage->slots[slot].is_taken || nearest == NONE) continue;
        if (!(distance(linkage, slot, nearest) < best - EQUAL)) continue;
        best = distance(linkage, slot, nearest);
        *a = slot;
        *b = nearest;
    }
    return best < INFINITY;
}

/* ---- the order of leaves */

static void reverse(struct linkage *linkage, struct slot *slot)
{
    size_t before = NONE, leaf = slot->first;
    slot->last = leaf;
    while (leaf != NONE) {
        size_t after = linkage->next[leaf];
        linkage->next[leaf] = before;
        before = leaf;
        leaf = after;
    }
    slot->first = before;
}

/* How well two leaves stand side by side: what is undefined is as bad as can be. */
static double gap(const struct linkage *linkage, size_t a, size_t b)
{
    double d = linkage->distances[a * linkage->n + b];
    return isnan(d) ? INFINITY : d;
}

/* Of the four ways to put one behind the other, the one whose ends that meet are nearest. */
static void join(struct linkage *linkage, struct slot *left, struct slot *right)
{
    const double ways[] = {
        gap(linkage, left->last, right->first),
        gap(linkage, left->last, right->last),
        gap(linkage, left->first, right->first),
        gap(linkage, left->first, right->last),
    };
    size_t best = 0;
    for (size_t way = 1; way < 4; way++)
        if (ways[way] < ways[best] - EQUAL) best = way;
    if (best >= 2) reverse(linkage, left);
    if (best % 2 == 1) reverse(linkage, right);
    linkage->next[left->last] = right->first;
    left->last = right->last;
    left->size += right->size;
}

/* ---- merging */

/* a's distances are new, and b is no more: what that means for a slot before b. */
static void renew_nearest(struct linkage *linkage, size_t slot, size_t a, size_t b)
{
    size_t nearest = linkage->slots[slot].nearest;
    if (nearest == a || nearest == b) {
        find_nearest(linkage, slot);
    } else if (slot < a && distance(linkage, slot, a) < INFINITY) {
        double gained = nearest == NONE
                            ? INFINITY
                            : distance(linkage, slot, nearest) - distance(linkage, slot, a);
        if (gained > EQUAL || (gained > -EQUAL && a < nearest)) linkage->slots[slot].nearest = a;
    }
}

static void merge(struct linkage *linkage, size_t a, size_t b, size_t camp)
{
    size_t n = linkage->n;
    join(linkage, &linkage->slots[a], &linkage->slots[b]);
    linkage->slots[a].camp = camp;
    linkage->slots[b].is_taken = false;
    for (size_t c = 0; c < n; c++) {
        struct between *with_a = &linkage->between[a * n + c];
        const struct between *with_b = &linkage->between[b * n + c];
        if (c == a || c == b) continue;
        with_a->sum += with_b->sum;
        with_a->count += with_b->count;
        linkage->between[c * n + a] = *with_a;
    }
    find_nearest(linkage, a);
    for (size_t c = 0; c < b; c++)
        if (c != a && linkage->slots[c].is_taken) renew_nearest(linkage, c, a, b);
}

struct ordered {
    size_t slot, size;
};

static int by_size(const void *left, const void *right)
{
    const struct ordered *a = left, *b = right;
    if (a->size != b->size) return a->size > b->size ? -1 : 1;
    return a->slot < b->slot ? -1 : a->slot > b->slot;
}

static bool put_order(const struct linkage *linkage, struct camps *camps, struct arena *arena)
{
    struct ordered *trees = arena_array(arena, linkage->n, sizeof *trees);
    size_t n_trees = 0, place = 0;
    if (!trees) return false;
    for (size_t s = 0; s < linkage->n; s++)
        if (linkage->slots[s].is_taken)
            trees[n_trees++] = (struct ordered){s, linkage->slots[s].size};
    qsort(trees, n_trees, sizeof *trees, by_size);
    for (size_t t = 0; t < n_trees; t++) {
        size_t leaf = linkage->slots[trees[t].slot].first;
        for (; leaf != NONE; leaf = linkage->next[leaf])
            camps->order[place++] = leaf;
    }
    return true;
}

bool camps_init(struct camps *camps, const double *distances, size_t n, struct arena *arena)
{
    struct linkage linkage;
    size_t a = 0, b = 0;
    *camps = (struct camps){.n_leaves = n};
    camps->merges = arena_array(arena, n, sizeof *camps->merges);
    camps->order = arena_array(arena, n, sizeof *camps->order);
    if (!camps->merges || !camps->order || !linkage_init(&linkage, distances, n, arena))
        return false;
    while (find_pair(&linkage, &a, &b)) {
        camps->merges[camps->n_merges] = (struct camp_merge){
            linkage.slots[a].camp, linkage.slots[b].camp, distance(&linkage, a, b)};
        merge(&linkage, a, b, n + camps->n_merges++);
    }
    return put_order(&linkage, camps, arena);
}
