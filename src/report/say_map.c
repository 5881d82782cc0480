/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two pictures of the same distances: the tree of camps, which keeps all actors, and a map, which
 * has to leave out whoever cannot be compared with all others. */
#include <math.h>

#include "base/number.h"
#include "engine/scaling.h"
#include "report/say_page.h"

#define ACTORS_ON_MAP   3 /* at least: two are a line whatever they say */
#define NAMES_IN_A_LINE 20

/* ---- the tree */

/* A leaf of the camps by its place in the order; a join by its number. */
static size_t place_in_order(const struct gathering *gathering, size_t camp)
{
    if (camp >= gathering->n) return camp;
    for (size_t place = 0; place < gathering->n; place++)
        if (gathering->camps.order[place] == camp) return place;
    return 0;
}

static void fill_tree(struct speaker *speaker, const struct gathering *gathering, struct tree *tree)
{
    for (size_t i = 0; i < gathering->n; i++)
        tree->leaves[i] = keep_text(speaker, actor_name(speaker, gathering->ordered[i]));
    tree->n_leaves = gathering->n;
    tree->n_joins = gathering->camps.n_merges;
    for (size_t j = 0; j < tree->n_joins; j++) {
        const struct camp_merge *merge = &gathering->camps.merges[j];
        tree->joins[j] = (struct tree_join){place_in_order(gathering, merge->left),
                                            place_in_order(gathering, merge->right),
                                            fmin(1, fmax(0, merge->distance))};
    }
}

static void say_tree(struct speaker *speaker, const struct gathering *gathering)
{
    struct stance_document *document = speaker->document;
    size_t comparable, all = count_pairs(speaker->findings, &comparable);
    document_paragraph(document);
    document_say(document,
                 "The tree joins those who agree most, then camp with camp; the further right two "
                 "meet, the less they agree, on the mean of their pairs that can be compared (%zu "
                 "of %zu).",
                 comparable, all);
    if (gathering->camps.n_merges + 1 < gathering->n)
        document_say(document, " Between trees that stay apart no pair shares an issue on record.");
    struct block *block = document_picture(document, BLOCK_TREE);
    struct tree *tree = document_alloc(document, 1, sizeof *tree);
    if (!block || !tree) return;
    tree->leaves = document_alloc(document, gathering->n, sizeof(const char *));
    tree->joins = document_alloc(document, gathering->n, sizeof *tree->joins);
    if (document->failed) return;
    fill_tree(speaker, gathering, tree);
    block->picture.tree = tree;
    document_say(document, "Tree of %zu actors by agreement", gathering->n);
}

/* ---- the map */

static void say_share(struct speaker *speaker, const struct gathering *gathering,
                      const struct scaling *scaling)
{
    struct stance_document *document = speaker->document;
    struct str share = {0};
    number_print_fixed(100 * scaling->share, 0, &share);
    document_say(document,
                 "The nearer two stand on the map, the more they agree. It holds %zu of %zu actors "
                 "and keeps %s %% of their distances (stress ",
                 scaling->n_placed, gathering->n, str_get(&share));
    say_number(speaker, scaling->stress, 2);
    document_say(document, "); left, right, up and down mean nothing by themselves.");
    if (scaling->share < SCALING_SHARE_LEAST)
        document_say(document, " That is little: where map and heat map differ, the heat map is "
                               "right.");
    if (share.failed) document->failed = true;
    str_clear(&share);
}

static void say_left_out(struct speaker *speaker, const struct gathering *gathering,
                         const struct scaling *scaling)
{
    size_t actors[ACTORS_IN_PICTURES];
    if (scaling->n_left_out == 0) return;
    for (size_t i = 0; i < scaling->n_left_out; i++)
        actors[i] = gathering->actors[scaling->left_out[i]];
    document_say(speaker->document, " Left out, so that each pair on the map can be compared: ");
    say_names(speaker, actors, scaling->n_left_out, NAMES_IN_A_LINE);
    document_say(speaker->document, ".");
}

static void fill_map(struct speaker *speaker, const struct gathering *gathering,
                     const struct scaling *scaling, struct map_picture *map)
{
    map->n_points = scaling->n_placed;
    for (size_t i = 0; i < scaling->n_placed; i++)
        map->points[i] = (struct map_point){
            keep_text(speaker, actor_name(speaker, gathering->actors[scaling->placed[i]])),
            scaling->x[i], scaling->y[i]};
}

static void say_map(struct speaker *speaker, const struct gathering *gathering,
                    const struct scaling *scaling)
{
    struct stance_document *document = speaker->document;
    document_paragraph(document);
    say_share(speaker, gathering, scaling);
    say_left_out(speaker, gathering, scaling);
    struct block *block = document_picture(document, BLOCK_MAP);
    struct map_picture *map = document_alloc(document, 1, sizeof *map);
    if (!block || !map) return;
    map->points = document_alloc(document, scaling->n_placed, sizeof *map->points);
    if (document->failed) return;
    fill_map(speaker, gathering, scaling, map);
    block->picture.map = map;
    document_say(document, "Map of %zu actors by agreement", scaling->n_placed);
}

static void say_no_map(struct speaker *speaker, const struct gathering *gathering)
{
    document_paragraph(speaker->document);
    document_say(speaker->document,
                 "There is no map: it takes three actors or more of whom each pair can be "
                 "compared%s.",
                 gathering->n > 2 ? ", and disagrees somewhere" : "");
}

void say_map_and_tree(struct speaker *speaker, const struct gathering *gathering)
{
    struct arena arena = {0};
    struct scaling scaling;
    if (gathering->n < 2 || gathering->too_many || speaker->document->failed) return;
    say_heading(speaker, "Camps", NULL);
    if (!scaling_init(&scaling, gathering->distances, gathering->n, &arena))
        speaker->document->failed = true;
    else if (scaling.n_placed >= ACTORS_ON_MAP && !isnan(scaling.share))
        say_map(speaker, gathering, &scaling);
    else
        say_no_map(speaker, gathering);
    say_tree(speaker, gathering);
    arena_clear(&arena);
}
