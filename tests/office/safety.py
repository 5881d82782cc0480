# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing runs as a formula, and no locale changes a byte."""
import os
import subprocess

from harness import Program
from office import text_options

COMMA_LOCALE = 'de_DE.UTF-8'


# ---- formulas

def formulas_of(office, file, delimiter):
    with office.open(file, text_options(delimiter)) as book:
        return [cell for name in book.sheet_names() for row in book.formulas(name) for cell in row if str(cell).startswith('=')], \
            sum(book.count_formulas(name) for name in book.sheet_names())


def runs_nothing(program, office, model, work):
    """Hostile texts in a csv stay texts. Without the guard they run: that is how we know we looked."""
    ran = 0
    for form, delimiter in (('csv', ','), ('csv-excel', ';'), ('tsv', '\t')):
        for layout in ('wide', 'long'):
            for kind in ('positions', 'agreement'):
                arguments = ['matrix', kind, '--layout', layout, '--labels', 'labels', '--format', form]
                arguments += ['--delimiter', delimiter] if form == 'csv-excel' else []
                for guard in ([], ['--raw']):
                    file = work / f'guard-{form}-{layout}-{kind}{"-raw" if guard else ""}.csv'
                    program.run(model, *arguments, *guard, '-o', file)
                    formulas, count = formulas_of(office, file, delimiter)
                    ran += count if guard else 0
                    if count and not guard:
                        yield f'{file.name}: {count} formulas: {formulas[:3]}'
    if not ran:
        yield 'nothing runs without the guard either: the test tests nothing'


def workbook_runs_nothing(program, office, model, work):
    """Texts of the model are no formulas in the workbook."""
    file = program.export(model, work / 'guard.xlsx')
    with office.open(file) as book:
        for name in ('Positions', 'Changes', 'Sources', 'Scales'):
            if book.count_formulas(name):
                yield f'{name} holds formulas'


# ---- locales

def make_locale(work):
    """A locale with decimal commas, in a folder of its own: its environment; None where it cannot be made."""
    target = work / 'locales'
    target.mkdir(exist_ok=True)
    environment = {'LOCPATH': str(target), 'LC_ALL': COMMA_LOCALE}
    try:
        subprocess.run(['localedef', '-i', 'de_DE', '-f', 'UTF-8', str(target / COMMA_LOCALE)], check=False, capture_output=True, timeout=60)
        mark = subprocess.run(['locale', 'decimal_point'], check=True, capture_output=True, timeout=60, env={**os.environ, **environment})
    except (OSError, subprocess.CalledProcessError):
        return None
    return environment if mark.stdout.strip() == b',' else None


OUTPUTS = [('matrix', kind, '--layout', layout, '--format', form)
           for kind in ('positions', 'agreement', 'salience', 'divergence') for layout in ('wide', 'long')
           for form in ('csv', 'csv-excel', 'tsv', 'json', 'xlsx')]


def same_in_locale(program, environment, model, work):
    """The same bytes under decimal commas, and what they wrote is read alike."""
    other = Program(program.path, environment)
    for arguments in OUTPUTS:
        if program.run(model, *arguments) != other.run(model, *arguments):
            yield f'{" ".join(arguments)}: other bytes under {COMMA_LOCALE}'
    files = [by.export(model, work / f'locale-{name}.xlsx') for by, name in ((program, 'point'), (other, 'comma'))]
    if files[0].read_bytes() != files[1].read_bytes():
        yield f'export: other bytes under {COMMA_LOCALE}'
    if other.run(model, 'import', files[0]) != program.run(model, 'import', files[0]):
        yield f'import: other words under {COMMA_LOCALE}'
