/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces must be aligned, zeroed, apart from each other and stay where they are, however sizes mix
 * and arenas are joined. Every byte is written, so that the sanitizers see pieces that overlap the
 * end of a chunk. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

#include "base/arena.h"

static void test_sizes(void)
{
    size_t out = 7;
    CU_ASSERT_TRUE(size_add(SIZE_MAX - 1, 1, &out));
    CU_ASSERT_EQUAL(out, SIZE_MAX);
    out = 7;
    CU_ASSERT_FALSE(size_add(SIZE_MAX, 1, &out));
    CU_ASSERT_FALSE(size_add(1, SIZE_MAX, &out));
    CU_ASSERT_FALSE(size_mul(SIZE_MAX / 2 + 1, 2, &out));
    CU_ASSERT_FALSE(size_mul(2, SIZE_MAX, &out));
    CU_ASSERT_EQUAL(out, 7);
    CU_ASSERT_TRUE(size_mul(SIZE_MAX, 1, &out));
    CU_ASSERT_EQUAL(out, SIZE_MAX);
    CU_ASSERT_TRUE(size_mul(SIZE_MAX, 0, &out));
    CU_ASSERT_EQUAL(out, 0);
    CU_ASSERT_TRUE(size_mul(0, SIZE_MAX, &out));
    CU_ASSERT_EQUAL(out, 0);
}

static void *need(void *memory)
{
    if (!memory) abort();
    return memory;
}

static bool all_bytes(const unsigned char *bytes, size_t size, unsigned char value)
{
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] != value) return false;
    }
    return true;
}

/* Small ones, around the sizes of chunks, around what counts as large, and large ones. */
static size_t size_of_piece(size_t i)
{
    static const size_t odd[] = {0,     1,     15,    16,     17,     1008,   1024,   1025,
                                 65520, 65535, 65536, 131072, 262144, 262145, 1000003};
    return i % 50 == 49 ? odd[i / 50 % (sizeof odd / sizeof *odd)] : i * 7919 % 300;
}

static void test_pieces_are_aligned_zeroed_and_apart(void)
{
    enum { PIECES = 3000 };
    static unsigned char *pieces[PIECES];
    struct arena arena = {0};
    bool aligned = true, zeroed = true, apart = true;
    for (size_t i = 0; i < PIECES; i++) {
        size_t size = size_of_piece(i);
        pieces[i] = need(arena_alloc(&arena, size));
        aligned = aligned && (uintptr_t)pieces[i] % _Alignof(max_align_t) == 0;
        zeroed = zeroed && all_bytes(pieces[i], size, 0);
        memset(pieces[i], (int)(i % 255 + 1), size);
    }
    for (size_t i = 0; i < PIECES; i++) {
        apart = apart && all_bytes(pieces[i], size_of_piece(i), (unsigned char)(i % 255 + 1));
    }
    CU_ASSERT_TRUE(aligned);
    CU_ASSERT_TRUE(zeroed);
    CU_ASSERT_TRUE(apart);
    arena_clear(&arena);
    CU_ASSERT_PTR_NULL(arena.chunks);
    CU_ASSERT_EQUAL(arena.size, 0);
    arena_clear(&arena);
}

static void test_nothing_has_an_address(void)
{
    struct arena arena = {0};
    void *a = arena_alloc(&arena, 0), *b = arena_array(&arena, 0, 8), *c = arena_alloc(&arena, 0);
    CU_ASSERT_PTR_NOT_NULL(a);
    CU_ASSERT_PTR_NOT_EQUAL(a, b);
    CU_ASSERT_PTR_NOT_EQUAL(b, c);
    arena_clear(&arena);
}

static void test_impossible_sizes(void)
{
    struct arena arena = {0};
    char *text = arena_string(&arena, "stays");
    CU_ASSERT_PTR_NULL(arena_alloc(&arena, SIZE_MAX));
    CU_ASSERT_PTR_NULL(arena_alloc(&arena, SIZE_MAX - 14));
    CU_ASSERT_PTR_NULL(arena_alloc(&arena, SIZE_MAX - 15));
    CU_ASSERT_PTR_NULL(arena_array(&arena, SIZE_MAX / 4, 8));
    CU_ASSERT_PTR_NULL(arena_array(&arena, 8, SIZE_MAX / 8 + 1));
    CU_ASSERT_PTR_NULL(arena_text(&arena, "", SIZE_MAX));
    CU_ASSERT_PTR_NOT_NULL(arena_alloc(&arena, 10));
    CU_ASSERT_STRING_EQUAL(text, "stays");
    arena_clear(&arena);
}

static void test_texts(void)
{
    struct arena arena = {0};
    char bytes[] = {'a', '\0', 'b', 'x'};
    char *copy = need(arena_text(&arena, bytes, 3));
    CU_ASSERT_EQUAL(memcmp(copy, "a\0b\0", 4), 0);
    copy = need(arena_text(&arena, NULL, 0));
    CU_ASSERT_STRING_EQUAL(copy, "");
    CU_ASSERT_STRING_EQUAL(arena_string(&arena, "word"), "word");
    CU_ASSERT_STRING_EQUAL(arena_string(&arena, ""), "");
    CU_ASSERT_PTR_NULL(arena_string(&arena, NULL));
    arena_clear(&arena);
}

/* A large piece must not cost what is left of the newest chunk. */
static void test_large_piece_leaves_the_newest_chunk(void)
{
    struct arena arena = {0};
    struct arena_chunk *newest;
    char *first = arena_alloc(&arena, 16), *second;
    newest = arena.chunks;
    CU_ASSERT_PTR_NOT_NULL(arena_alloc(&arena, (size_t)1 << 20));
    second = arena_alloc(&arena, 16);
    CU_ASSERT_PTR_EQUAL(arena.chunks, newest);
    CU_ASSERT_PTR_EQUAL(second, first + 16);
    arena_clear(&arena);
    CU_ASSERT_PTR_NOT_NULL(arena_alloc(&arena, (size_t)1 << 20)); /* and as the first piece */
    CU_ASSERT_PTR_NOT_NULL(arena_alloc(&arena, 16));
    arena_clear(&arena);
}

static void test_absorb(void)
{
    enum { ARENAS = 20, PIECES = 400 };
    static unsigned char *pieces[ARENAS][PIECES];
    struct arena whole = {0}, empty = {0};
    bool kept = true;
    for (size_t a = 0; a < ARENAS; a++) {
        struct arena part = {0};
        for (size_t i = 0; i < PIECES; i++) {
            pieces[a][i] = need(arena_alloc(&part, 500));
            memset(pieces[a][i], (int)(a * 7 + i) % 256, 500);
        }
        arena_absorb(&whole, &part);
        CU_ASSERT_PTR_NULL(part.chunks);
        CU_ASSERT_EQUAL(part.used + part.size, 0);
        CU_ASSERT_PTR_NOT_NULL(arena_alloc(&part, 8)); /* usable again */
        arena_clear(&part);
        memset(need(arena_alloc(&whole, 900)), 255, 900);
    }
    arena_absorb(&whole, &empty);
    arena_absorb(&whole, &whole);
    arena_absorb(&empty, &whole);
    for (size_t a = 0; a < ARENAS; a++) {
        for (size_t i = 0; i < PIECES; i++) {
            kept = kept && all_bytes(pieces[a][i], 500, (unsigned char)(a * 7 + i));
        }
    }
    CU_ASSERT_TRUE(kept);
    arena_clear(&whole);
    arena_clear(&empty);
}

void suite_base_arena(void)
{
    CU_pSuite suite = CU_add_suite("base/arena", NULL, NULL);
    CU_add_test(suite, "sums and products of sizes", test_sizes);
    CU_add_test(suite, "pieces are aligned, zeroed, apart",
                test_pieces_are_aligned_zeroed_and_apart);
    CU_add_test(suite, "a piece of nothing has an address", test_nothing_has_an_address);
    CU_add_test(suite, "impossible sizes", test_impossible_sizes);
    CU_add_test(suite, "texts", test_texts);
    CU_add_test(suite, "a large piece leaves the newest chunk",
                test_large_piece_leaves_the_newest_chunk);
    CU_add_test(suite, "absorb keeps all pieces", test_absorb);
}
