# SPDX-License-Identifier: GPL-3.0-or-later
"""Hold `stance changes` against the split of measures.md section 8, computed from its definition.

changes.py PROGRAM ORACLE [MODELS]  For each of MODELS random models (default 20): two dates of one
model, and two copies of it that differ in weights, scales, actors and entries. The oracle's
functions read the files and give positions and distances; the moves, and all orders of all players,
are worked out here.
"""
import ast
import itertools
import json
import math
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import types

TOLERANCE = 1e-12
SINCE = '2023-06-01'


def load_oracle(path):
    """Its functions, without running it."""
    tree = ast.parse(pathlib.Path(path).read_text(encoding='utf-8'))
    tree.body = [node for node in tree.body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call))]
    module = types.ModuleType('oracle')
    exec(compile(tree, path, 'exec'), module.__dict__)
    return module


class Side:
    """One snapshot: its cells, weights and figures."""

    def __init__(self, oracle, path, salience, as_of=None, as_known=None, not_before=None):
        self.oracle, self.salience = oracle, salience
        self.model, self.actors = oracle.load(path)
        self.as_of, self.cells = oracle.snapshot(self.model, self.actors, as_of, as_known)
        if not_before and self.as_of and self.as_of < not_before:  # else what has lapsed since would come back
            self.as_of, self.cells = oracle.snapshot(self.model, self.actors, not_before, as_known)
        self.as_known = as_known
        self.issues = {i['id']: i for i in self.model['issues']}
        self.weights = {a['id']: a.get('weight', 1) for a in self.actors}
        self.entries = {}
        for actor in self.actors:
            for entry in sorted(actor.get('stances', []), key=lambda s: s['date']):
                if (self.as_of is not None and entry['date'] <= self.as_of
                        and (not as_known or entry.get('entered', entry['date']) <= as_known)):
                    self.entries.setdefault((actor['id'], entry['issue']), []).append(entry)

    def cell(self, actor, issue):
        """(position, salience) where declared, else None."""
        cell = self.cells.get((actor, issue))
        return cell[:2] if cell and cell[0] is not None else None

    def eyes(self, issue):
        cell = self.cells.get((self.salience, issue))
        return cell[1] if cell else 1


class Sides:
    """Both, and what is the same whether it is there on one side or on both."""

    def __init__(self, before, after):
        self.at = (before, after)
        self.oracle, self.salience = before.oracle, before.salience
        self.actors = sorted(set(before.weights) | set(after.weights))
        self.issues = list(after.issues) + [i for i in before.issues if i not in after.issues]

    def of(self, side, table, key):
        """A weight; the other side's where this one has not the actor or issue."""
        own, other = getattr(self.at[side], table), getattr(self.at[1 - side], table)
        return own[key] if key in own else other[key]

    def weight(self, side, issue):
        return self.of(side, 'issues', issue).get('weight', 1)

    def rescaled(self, issue):
        words = ('type', 'levels', 'choices', 'min', 'max', 'several', 'neutral')
        both = [s.issues[issue]['scale'] for s in self.at if issue in s.issues]
        return len(both) == 2 and any(both[0].get(w) != both[1].get(w) for w in words)

    def eyes(self, side, issue):
        present = self.at[side] if issue in self.at[side].issues else self.at[1 - side]
        return present.eyes(issue)

    def changed(self, actor, issue):
        a, b = (s.cell(actor, issue) for s in self.at)
        if (a is None) != (b is None):
            return True
        return a is not None and (a[0] != b[0] or (self.salience == 'both' and a[1] != b[1]))

    def term(self, issue, i, j, sides, pivot):
        """w (d - pivot); i's cell, j's cell, W and the eyes each taken from a side of their own."""
        a, b = self.at[sides[0]].cell(i, issue), self.at[sides[1]].cell(j, issue)
        if a is None or b is None:
            return 0.0
        w = self.weight(sides[2], issue)
        if self.salience == 'both':
            w *= math.sqrt(a[1] * b[1])
        elif self.salience != 'none':
            w *= self.eyes(sides[3], issue)
        return w * (self.oracle.distance(a[0], b[0]) - pivot)

    def weighs(self, side, issue, i, j):
        return self.term(issue, i, j, [side] * 4, -1) - self.term(issue, i, j, [side] * 4, 0) > 0

    def total(self, side, i, j):
        return math.fsum(self.term(k, i, j, [side] * 4, -1) - self.term(k, i, j, [side] * 4, 0) for k in self.issues)

    def disagreement(self, side, i, j):
        """1 - agreement; None if undefined."""
        total = self.total(side, i, j)
        return math.fsum(self.term(k, i, j, [side] * 4, 0) for k in self.issues) / total if total > 0 else None


def shapley(value, players):
    """Mean contribution of each player (a tuple of places that move together) over all orders."""
    shares = dict.fromkeys(players, 0.0)
    orders = list(itertools.permutations(players))
    for order in orders:
        at = [0, 0, 0, 0]
        was = value(at)
        for player in order:
            for place in player:
                at[place] = 1
            now = value(at)
            shares[player] += (now - was) / len(orders)
            was = now
    return shares


def add(parts, actor, issue, effect):
    parts[actor, issue] = parts.get((actor, issue), 0.0) + effect


def players_of(sides, i, j):
    """Who moves the places of a term, and under which name."""
    first, second = (0,), (1,)
    names = {}
    if sides.salience == i:
        first = (0, 3)
    elif sides.salience == j:
        second = (1, 3)
    elif sides.salience not in ('both', 'none'):
        names[3,] = sides.salience
    return names | {first: i, second: j, (2,): None}


def pair_parts(sides, i, j):
    parts = {}
    r = [sides.disagreement(side, i, j) for side in (0, 1)]
    if None in r:
        return r, parts
    pivot, total = sum(r) / 2, (sides.total(0, i, j) + sides.total(1, i, j)) / 2
    for k in sides.issues:
        if not any(sides.weighs(side, k, i, j) for side in (0, 1)):
            continue  # nothing rests on it at either end
        if sides.rescaled(k):
            add(parts, None, k, -(sides.term(k, i, j, [1] * 4, pivot) - sides.term(k, i, j, [0] * 4, pivot)) / total)
            continue
        names = players_of(sides, i, j)
        for player, share in shapley(lambda at, k=k: sides.term(k, i, j, at, pivot), list(names)).items():
            add(parts, names[player], k, -share / total)
    return r, parts


def influence_halves(sides, i, j):
    """D(p_i p_j) = mean p_j D(p_i) + mean p_i D(p_j)."""
    p = {a: [sides.of(side, 'weights', a) for side in (0, 1)] for a in (i, j)}
    return {i: (p[i][1] - p[i][0]) * sum(p[j]) / 2, j: (p[j][1] - p[j][0]) * sum(p[i]) / 2}


def product(sides, side, i, j):
    return sides.of(side, 'weights', i) * sides.of(side, 'weights', j)


def issue_parts(sides, k):
    parts, means, totals = {}, [], []
    for side in (0, 1):
        held = [a for a in sides.actors if sides.at[side].cell(a, k)]
        terms = [(product(sides, side, i, j), sides.oracle.distance(sides.at[side].cell(i, k)[0], sides.at[side].cell(j, k)[0]))
                 for i, j in itertools.combinations(held, 2)]
        totals.append(math.fsum(w for w, _ in terms))
        means.append(math.fsum(w * d for w, d in terms) / totals[-1] if totals[-1] > 0 else None)
    if None in means:
        return means, parts
    if sides.rescaled(k):
        return means, {(None, k): means[1] - means[0]}
    pivot, total = sum(means) / 2, sum(totals) / 2
    for i, j in itertools.combinations(sides.actors, 2):
        if not any(sides.at[side].cell(i, k) and sides.at[side].cell(j, k) and product(sides, side, i, j) > 0 for side in (0, 1)):
            continue

        def reading(at):
            a, b = sides.at[at[0]].cell(i, k), sides.at[at[1]].cell(j, k)
            return sides.oracle.distance(a[0], b[0]) - pivot if a and b else 0.0
        players = {(0,): i, (1,): j, (2,): None}
        shares = shapley(lambda at: product(sides, at[2], i, j) * reading(at), list(players))
        add(parts, i, k, shares[0,] / total)
        add(parts, j, k, shares[1,] / total)
        unit = shapley(lambda at: at[2] * reading(at), list(players))[2,]
        for actor, half in influence_halves(sides, i, j).items():
            add(parts, actor, None, half * unit / total)
    return means, parts


def cohesion_parts(sides, pairs):
    """`pairs`: (i, j) to its disagreements and parts."""
    parts, means, totals = {}, [], []
    for side in (0, 1):
        terms = [(product(sides, side, i, j), r[side]) for (i, j), (r, _) in pairs.items() if r[side] is not None]
        totals.append(math.fsum(w for w, _ in terms))
        means.append(math.fsum(w * d for w, d in terms) / totals[-1] if totals[-1] > 0 else None)
    if None in means:
        return means, parts
    pivot, total = sum(means) / 2, sum(totals) / 2
    for (i, j), (r, own) in pairs.items():
        if r == [None, None]:
            continue
        if None not in r:
            scale = (product(sides, 0, i, j) + product(sides, 1, i, j)) / 2 / total
            for (actor, issue), effect in own.items():
                add(parts, actor, issue, effect * scale)
            for actor, half in influence_halves(sides, i, j).items():
                add(parts, actor, None, half * (pivot - sum(r) / 2) / total)
            continue
        side = 0 if r[1] is None else 1
        effect = (1 if side else -1) * product(sides, side, i, j) * (pivot - r[side]) / total
        whole = sides.total(side, i, j)
        for k in sides.issues:
            w = sides.term(k, i, j, [side] * 4, -1) - sides.term(k, i, j, [side] * 4, 0)
            if w <= 0:
                continue
            looker = {sides.salience} if sides.eyes(0, k) != sides.eyes(1, k) else set()
            causes = ({a for a in (i, j) if sides.changed(a, k)} | looker) if not sides.rescaled(k) else set()
            for cause in causes or {None}:
                add(parts, cause, k, effect * w / whole / len(causes or {None}))
    return means, parts


def differences(what, want_figures, want_parts, got):
    """`want_figures`: disagreements or divergences, before and after; None if undefined."""
    for name, want in zip(('before', 'after'), want_figures):
        if (want is None) != (got[name] is None) or (want is not None and abs(want - got[name]) > TOLERANCE):
            yield f'{what}.{name}: {want} expected, {got[name]} found'
    have = {(p['actor'], p['issue']): p['effect'] for p in got['parts']}
    if len(have) != len(got['parts']):
        yield f'{what}.parts: one actor and issue twice'
    for key in sorted(want_parts.keys() | have.keys(), key=str):
        if abs(want_parts.get(key, 0) - have.get(key, 0)) > TOLERANCE:
            yield f'{what}.parts {key}: {want_parts.get(key, 0)} expected, {have.get(key, 0)} found'
    if None not in want_figures and abs(math.fsum(have.values()) - (got['after'] - got['before'])) > TOLERANCE:
        yield f'{what}.parts: do not add up'


def moved_cells(sides, one_model):
    """Cells whose standing differs, or that got new entries."""
    before, after = sides.at
    for actor, issue in sorted(before.cells.keys() | after.cells.keys() | before.entries.keys() | after.entries.keys()):
        a, b = before.cells.get((actor, issue)), after.cells.get((actor, issue))
        old, new = before.entries.get((actor, issue), []), after.entries.get((actor, issue), [])
        if one_model:  # the same entry may be in the file twice
            fresh = len(new) > len(old)
        else:
            fresh = any(e not in old for e in new)
        known = a is not None or b is not None
        if fresh or known and ((a is None) != (b is None) or a != b or sides.rescaled(issue) and a[0] is not None and b[0] is not None):
            yield (actor, issue), a, b


def check_moves(sides, moves, one_model):
    have = {(m['actor'], m['issue']): m for m in moves}
    want = {cell: (a, b) for cell, a, b in moved_cells(sides, one_model)}
    for cell in sorted(have.keys() ^ want.keys()):
        yield f'moves: {cell} {"expected" if cell in want else "not expected"}'
    for cell in have.keys() & want.keys():
        (a, b), move = want[cell], have[cell]
        distance = None
        if a and b and a[0] is not None and b[0] is not None and not sides.rescaled(cell[1]):
            distance = 0.0 if a[0] == b[0] else sides.oracle.distance(a[0], b[0])
        if (distance is None) != (move['distance'] is None) or (distance and abs(distance - move['distance']) > TOLERANCE):
            yield f'moves {cell}: distance {distance} expected, {move["distance"]} found'
        if a is None and b is not None and move['kind'] not in ('new', 'entered-late'):
            yield f'moves {cell}: new expected, {move["kind"]} found'
    order = [-(m['reach'] or 0) for m in moves]
    if order != sorted(order):
        yield 'moves: not by reach'


def check(program, sides, model, options, one_model):
    command = [program, '-m', model, 'changes', '--format', 'json', '--full', *options]
    run = subprocess.run(command, capture_output=True, check=False)
    if run.returncode:
        return [f'exit {run.returncode}: {run.stderr.decode()}']
    got = json.loads(run.stdout)
    found = list(check_moves(sides, got['moves'], one_model))
    pairs, listed = {}, {(p['a'], p['b']): p for p in got['pairs']}
    for i, j in itertools.combinations(sides.actors, 2):
        r, parts = pairs[i, j] = pair_parts(sides, i, j)
        found += differences(f'pair {i} {j}', [None if x is None else 1 - x for x in r], parts, listed[i, j])
    for k, issue in zip(sides.issues, got['issues'], strict=True):
        found += differences(f'issue {k}', *issue_parts(sides, k), issue)
    means, parts = cohesion_parts(sides, pairs)
    found += differences('cohesion', [None if x is None else 1 - x for x in means], parts, got['cohesion'])
    return found


def edit_copy(oracle, source, target, seed):
    """A copy that differs: weights, a scale, an actor that went, one that came, entries."""
    chance = random.Random(seed)
    shutil.copytree(source, target)
    model_file = target / 'model.json'
    model = json.loads(model_file.read_text())
    for issue in model['issues']:
        if chance.random() < .3:
            issue['weight'] = chance.choice([0, .5, 3])
    scale = chance.choice(model['issues'])['scale']
    if scale['type'] == 'interval' and chance.random() < .7:
        scale['max'] += 7
    model_file.write_text(json.dumps(model))
    files = sorted((target / 'actors').glob('*.json'))
    for file in files:
        actor = json.loads(file.read_text())
        if chance.random() < .3:
            actor['weight'] = chance.choice([0, 1, 4])
        if actor['stances'] and chance.random() < .5:
            actor['stances'].pop(chance.randrange(len(actor['stances'])))
        file.write_text(json.dumps(actor))
    if len(files) > 2 and chance.random() < .5:
        files[0].rename(target / 'actors' / 'another.json')


def main():
    program, oracle, models = sys.argv[1], load_oracle(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 20
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(1, models + 1):
            model, other = pathlib.Path(folder, f'model-{seed}'), pathlib.Path(folder, f'copy-{seed}')
            oracle.generate(seed, seed % 6 + 2, seed % 5 + 1, seed * 7 % 90, str(model))
            edit_copy(oracle, model, other, seed)
            for salience in ('both', 'none', 'actor-000'):
                words = ['--salience', salience]
                dated = Side(oracle, model, salience, SINCE, SINCE)
                now = Side(oracle, model, salience)
                runs = [(Sides(dated, Side(oracle, model, salience, not_before=SINCE)), ['--since', SINCE, *words], True),
                        (Sides(dated, Side(oracle, model, salience, '2025-01-01', '2025-01-01')),
                         ['--since', SINCE, '--until', '2025-01-01', *words], True)]
                if salience != 'actor-000':  # it may be gone there
                    runs.append((Sides(Side(oracle, other, salience), now), ['--from', str(other), *words], False))
                for sides, options, one_model in runs:
                    found = check(program, sides, str(model), options, one_model)
                    passed, failed = passed + (not found), failed + bool(found)
                    if found:
                        print(f'FAILED: changes of random model {seed} with {" ".join(options)}:', *found[:8], sep='\n    ')
    print(f'changes: {passed} passed, {failed} failed')
    return failed > 0


if __name__ == '__main__':
    sys.exit(main())
