# SPDX-License-Identifier: GPL-3.0-or-later
"""Random models with texts and ids that break spreadsheets; every kind of position and scale."""
import json
import pathlib
import random

IDS = ['alpha', 'na', 'nan', 'null', 'true', 'inf', 'false', '1e5', '00123', '3-4', '2025-01-02', 't', 'e', 'a-1', '0x1f', 'jan-1', 'x' * 64]
TEXTS = ['=1+1', '+49 30 1', '-1', '@SUM(A1)', "'=x", "''quoted", '=HYPERLINK("http://example.org")', ' leading', 'trailing ',
         'a,b;c', 'tab\there', 'line\nbreak', '"quoted" “fancy”', '<b>&amp;</b>', '_x0041_ and _x005F_', 'NA', 'true', '1e5', '00123',
         '3/4', '2025-01-02', '1,5', '日本語 😀 e\u0301', 'ЖЩ ñ ß', '#N/A', '=cmd|\' /C calc\'!A0', '{=1}', '%0A', '\\n | \\', 'word ' * 60]
LABELS = [['None', 'A limited one', 'Large', 'Huge'], ['x..y', 'b', 'c', 'd'], ['with, comma', 'b', 'c', 'd'], ['star *', 'b?', 'c~', '"d"'],
          ['=1+1', '-2', '+3', '@d'], ['TRUE', 'NA', '100', '2025-01-02'], ['l1', 'l0', 'l3', 'l2'], ['Same', 'same', 'other', 'more'],
          ['日本', 'Ärger', 'naïve', 'ЖЩ']]
LONG = 'A long quotation; ' * 2500  # longer than a cell may be (32,767)
DAYS = ['1871-01-18', '1900-02-28', '1900-03-01', '2024-02-29', '2024-12-31', '2025-04-17']
LATEST = DAYS[-1]


class Maker:
    """One model. The same seed gives the same model."""

    def __init__(self, seed, n_actors, n_issues, is_long):
        self.random = random.Random(seed)
        self.is_long = is_long
        self.actors = [f'actor-{a}' if a >= len(IDS) else IDS[a] for a in range(n_actors)]
        self.issues = [self.issue(i) for i in range(n_issues)]

    def chance(self, share):
        return self.random.random() < share

    def text(self):
        return LONG if self.is_long and self.chance(0.1) else self.random.choice(TEXTS)

    def levels(self):
        count = self.random.randint(2, 4)
        made = [{'id': f'l{level}'} for level in range(count)]
        if self.chance(0.8):
            for level, label in zip(made, self.random.choice(LABELS)):
                level['label'] = label
        return made

    def scale(self, index):
        kind = ('ordinal', 'interval', 'nominal', 'several', 'ordinal')[index % 5]
        if kind == 'interval':
            least = self.random.choice([0, -10, 0.5, -0.1])
            return {'type': kind, 'min': least, 'max': least + self.random.choice([1, 0.7, 50000]), 'unit': self.text()[:40]}
        made = self.levels()
        if kind == 'ordinal':
            if self.chance(0.4):
                places = [0, *sorted(self.random.sample(range(1, 100), len(made) - 2)), 100]
                for level, place in zip(made, places):
                    level['at'] = place / 100
            return {'type': kind, 'levels': made}
        return {'type': 'nominal', 'choices': made, **({'several': True} if kind == 'several' else {})}

    def issue(self, index):
        made = {'id': f'issue-{index}' if index >= 4 else IDS[index + 1], 'name': self.text()[:60], 'question': self.text()[:200],
                'scale': self.scale(index)}
        if self.chance(0.5):
            made['weight'] = self.random.choice([0, 0.25, 0.1, 1, 3.5])
        return made

    def point(self, scale):
        if scale['type'] == 'interval':
            inner = self.random.uniform(scale['min'], scale['max'])  # all 17 digits of it
            return self.random.choice([scale['min'], scale['max'], round(inner, 3), inner])
        return self.random.choice(scale.get('levels') or scale['choices'])['id']

    def value(self, scale):
        if self.chance(0.12):
            return None
        if self.chance(0.5):
            return self.point(scale)
        if scale['type'] == 'nominal':
            ids = [c['id'] for c in scale['choices']]
            return self.random.sample(ids, self.random.randint(1, len(ids)))
        order = [level['id'] for level in scale['levels']].index if scale['type'] == 'ordinal' else None
        ends = dict(zip(('from', 'to'), sorted((self.point(scale), self.point(scale)), key=order)))
        if self.chance(0.3):
            del ends[self.random.choice(['from', 'to'])]
        return ends

    def source(self):
        made = {'outlet': self.text(), 'quote': self.text(), 'url': 'https://example.org/' + self.random.choice(['a b', '?q=1,2&x', 'ä'])}
        del made[self.random.choice(list(made))]
        return made

    def stance(self, issue):
        scale = issue['scale']
        made = {'issue': issue['id'], 'date': self.random.choice(DAYS), 'value': self.value(scale), 'source': self.source(),
                'status': self.random.choice(['stated', 'reported', 'inferred'])}
        for member, share, make in (('salience', 0.6, lambda: self.random.choice([0, 0.1, 1 / 3, 1])),
                                    ('confidence', 0.5, lambda: self.random.choice([0.2, 0.7, 1])),
                                    ('until', 0.1, lambda: '2031-12-31'), ('entered', 0.2, lambda: '2025-04-18'),
                                    ('accepts', 0.2, lambda: self.value(scale)), ('speaker', 0.3, self.text), ('note', 0.3, self.text)):
            if self.chance(share):
                made[member] = make()
        if self.chance(0.12):
            made['claims'] = [{'value': self.point(scale), 'source': self.source()}, {'value': self.value(scale), 'source': self.source()}]
            for member in ('value', 'source', 'speaker'):
                made.pop(member, None)
        return made

    def actor(self):
        stances = [self.stance(issue) for issue in self.issues for _ in range(self.random.choice([0, 1, 1, 1, 2]))]
        made = {'name': self.text()[:60], 'kind': 'state', 'stances': stances}
        if self.chance(0.4):
            made['weight'] = self.random.choice([0, 0.5, 2])
        return made

    def write(self, folder):
        (folder / 'actors').mkdir(parents=True)
        model = {'format': 'stance/1', 'title': self.text()[:100], 'issues': self.issues}
        (folder / 'model.json').write_text(json.dumps(model, indent=1, ensure_ascii=False), encoding='utf-8')
        for actor in self.actors:
            (folder / 'actors' / f'{actor}.json').write_text(json.dumps(self.actor(), indent=1, ensure_ascii=False), encoding='utf-8')
        return folder


def make(folder, seed, n_actors, n_issues, is_long=False):
    return Maker(seed, n_actors, n_issues, is_long).write(pathlib.Path(folder))
