# SPDX-License-Identifier: GPL-3.0-or-later
"""All cases: main.py PROGRAM WORK [WORD]. WORD: only models or groups of cases whose name has it.

WORK is an empty folder. STANCE_TEST_DATA may name the real models.
"""
import os
import pathlib
import shutil
import sys

import models
import safety
import sheets
import tables
import workbook
from harness import Program, Tally
from office import Office

HERE = pathlib.Path(__file__).resolve().parent
RANDOM = ((1, 7, 5), (2, 17, 11), (3, 2, 1), (4, 12, 10))  # seed, actors, issues
PLAIN = ('ukraine-force', 'wahlomat-2021', 'smp-two-issues')  # with texts and ids as people write them
GROUPS = ('workbook', 'sheets', 'tables', 'formulas', 'commas')
HOSTILE = ('random-1', 'random-2')  # hold many texts that would run as formulas


def all_models(work):
    """(name, folder) of the shipped, the real and the random models; folder is None where it is not at hand."""
    yield 'ukraine-force', pathlib.Path('models/ukraine-force').resolve()
    data = pathlib.Path(os.environ.get('STANCE_TEST_DATA') or '/nowhere')
    for name in ('wahlomat-2021', 'smp-two-issues'):
        yield name, data / name if (data / name).is_dir() else None
    for seed, n_actors, n_issues in RANDOM:
        yield f'random-{seed}', models.make(work / f'model-{seed}', seed, n_actors, n_issues)
    yield 'long-texts', models.make(work / 'model-long', 5, 6, 5, is_long=True)


def choose_models(tally, work, words):
    chosen = [(name, model) for name, model in all_models(work) if not words or any(word in name for word in words)]
    for name, model in chosen:
        if model is None:
            tally.skip(name, 'STANCE_TEST_DATA has it not')
    return [(name, model) for name, model in chosen if model]


def in_commas(tally, program, some, work):
    """Under decimal commas: the program, and a LibreOffice that recalculates and saves."""
    environment = safety.make_locale(work)
    if not environment:
        tally.skip('decimal commas', 'localedef cannot make de_DE.UTF-8')
        return
    for name, model in some:
        tally.check(f'{name}: same bytes in any locale', safety.same_in_locale, program, environment, model, work)
    office = Office(work, environment)
    try:
        for name, model in some:
            file = workbook.exported(tally, program, model, work / f'{name}-commas.xlsx')
            if file:
                tally.check(f'{name}: recalculated under decimal commas', workbook.recalculated, program, office, model, file)
                tally.check(f'{name}: edited under decimal commas', workbook.edited, program, office, model, file, work)
    finally:
        office.stop()


def run_all(tally, program, some, work, wants):
    office = Office(work)
    try:
        for name, model in some:
            if wants('workbook'):
                workbook.run(tally, program, office, name, model, work,
                             shutil.which('ssconvert') is not None, name in PLAIN)
            if wants('sheets'):
                sheets.run(tally, program, name, model, work)
            if wants('tables'):
                tables.run(tally, program, name, model, work, HERE / 'tables.R')
        for name, model in some if wants('formulas') else ():
            if name in HOSTILE:
                tally.check(f'{name}: no text of a table runs', safety.runs_nothing, program, office, model, work)
                tally.check(f'{name}: no text of the workbook runs', safety.workbook_runs_nothing, program, office, model, work)
    finally:
        office.stop()
    if wants('commas'):
        in_commas(tally, program, some, work)


def main(path, folder, *words):
    work, tally = pathlib.Path(folder).resolve(), Tally()
    groups = [word for word in words if word in GROUPS]
    some = choose_models(tally, work, [word for word in words if word not in groups])
    run_all(tally, Program(path), some, work, lambda group: not groups or group in groups)
    tally.close()


if __name__ == '__main__':
    main(*sys.argv[1:])
