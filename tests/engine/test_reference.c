/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Real models against figures that another program computed: R's cluster::daisy, Gower, on
 * positions alone. Needs STANCE_TEST_DATA. */
#include <math.h>

#include <cjson/cJSON.h>

#include "stance/findings.h"
#include "stance/model.h"

#include "../support.h"

static void compare(const stance_model *model, const stance_findings *findings, const cJSON *all)
{
    const cJSON *ids = cJSON_GetObjectItemCaseSensitive(all, "actors");
    const cJSON *agreement = cJSON_GetObjectItemCaseSensitive(all, "agreement");
    size_t n = stance_model_actors(model), compared = 0;
    CHECK_SIZE((size_t)cJSON_GetArraySize(ids), n);
    for (size_t i = 0; i < n; i++) {
        const cJSON *row = cJSON_GetArrayItem(agreement, (int)i);
        CHECK_TEXT(cJSON_GetArrayItem(ids, (int)i)->valuestring, stance_model_actor_id(model, i));
        for (size_t j = 0; j < n; j++) {
            const cJSON *cell = cJSON_GetArrayItem(row, (int)j);
            if (i == j) continue;
            CHECK_NEAR(stance_findings_pair(findings, i, j)->agreement,
                       cJSON_IsNull(cell) ? NAN : cell->valuedouble, 1e-12);
            compared++;
        }
    }
    CHECK_SIZE(compared, n * (n - 1));
}

static void check_model(const char *name)
{
    const char *path = test_data(name);
    if (!path) return;
    const char *reference = test_data(test_text("%s/reference.json", name));
    if (!reference) return;
    stance_diagnostics *diagnostics = stance_diagnostics_new();
    stance_query query = {0};
    stance_comparison comparison = {.salience = "none"};
    stance_model *model = NULL;
    stance_snapshot *snapshot = NULL;
    stance_findings *findings = NULL;
    cJSON *all = cJSON_Parse(test_read(reference, NULL));
    if (CHECK(all != NULL) && CHECK(stance_model_load(path, diagnostics, &model) == STANCE_OK) &&
        CHECK(stance_snapshot_new(model, &query, diagnostics, &snapshot) == STANCE_OK) &&
        CHECK(stance_findings_new(snapshot, &comparison, diagnostics, &findings) == STANCE_OK))
        compare(model, findings, all);
    stance_findings_free(findings);
    stance_snapshot_free(snapshot);
    stance_model_free(model);
    stance_diagnostics_free(diagnostics);
    cJSON_Delete(all);
}

static void test_wahlomat(void)
{
    check_model("wahlomat-2021");
}

static void test_smp(void)
{
    check_model("smp-two-issues");
}

void suite_engine_reference(void)
{
    CU_pSuite suite = CU_add_suite("engine/reference", NULL, NULL);
    CU_add_test(suite, "wahlomat-2021 against daisy", test_wahlomat);
    CU_add_test(suite, "smp-two-issues against daisy", test_smp);
}
