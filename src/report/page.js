// SPDX-License-Identifier: GPL-3.0-or-later
// What if other issues mattered: agreement and divergence under other weights, as the program
// computes them: 1 - sum(w d) / sum(w), w = W sqrt(s s), from the distances that it gave.
(() => {
"use strict";
addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
});
const box = document.getElementById("what-if"), source = document.getElementById("figures");
if (!box || !source) return;
const model = JSON.parse(source.textContent), n = model.actors.length;
const find = (kind, id) => box.querySelector(kind + '[data-issue="' + id + '"]');
const salience = document.getElementById("by-salience"), asFiled = salience.checked;
const weights = model.issues.map(issue => issue.weight);

// As the program rounds: half away from zero, on the shortest digits that mean the number.
const print = (x, places) => x < 1e-6 ? (0).toFixed(places)
    : (Math.round(+(x + "e" + places)) / 10 ** places).toFixed(places);

function distance(issue, a, b) {
    const p = issue.positions[a], q = issue.positions[b];
    if (p === null || q === null) return NaN;
    if (issue.distances) return issue.distances[p][q];
    return Math.min(1, Math.max(Math.abs(issue.centres[p] - issue.centres[q]),
        Math.abs(issue.halves[p] - issue.halves[q])));
}

function compare(a, b) {
    const pair = { a, b, p: model.influence[a] * model.influence[b], whole: 0, apart: 0, issues: 0, parts: [] };
    model.issues.forEach((issue, k) => {
        const d = distance(issue, a, b);
        if (isNaN(d)) return;
        const w = weights[k] * (salience.checked ? Math.sqrt(issue.saliences[a] * issue.saliences[b]) : 1);
        pair.whole += w;
        pair.apart += w * d;
        pair.issues += w > 0;
        pair.parts.push({ k, d, w });
    });
    pair.agreement = pair.whole > 0 ? Math.min(1, Math.max(0, 1 - pair.apart / pair.whole)) : NaN;
    return pair;
}

function compute() {
    const pairs = [], sums = model.issues.map(() => ({ p: 0, d: 0, missing: 0 }));
    let all = 0, agreed = 0, missing = 0;
    for (let a = 0; a < n; a++) for (let b = a + 1; b < n; b++) pairs.push(compare(a, b));
    for (const pair of pairs) {
        if (pair.whole > 0) { all += pair.p; agreed += pair.p * pair.agreement; }
        for (const { k, d, w } of pair.parts) {
            sums[k].p += pair.p;
            sums[k].d += pair.p * d;
            if (pair.whole > 0) sums[k].missing += pair.p * (w / pair.whole) * d;
        }
    }
    for (const sum of sums) missing += sum.missing;
    return {
        pairs, cohesion: agreed / all,
        issues: sums.map(sum => ({ divergence: sum.d / sum.p, share: missing > 0 ? sum.missing / missing : NaN })),
    };
}

function put(element, value, text) {
    element.textContent = isNaN(value) ? "–" : text;
    if (isNaN(value)) element.removeAttribute("value"); else element.value = value;
}

// A copy of the heat map, which shows the figures as filed, for those under other weights.
const heat = document.querySelector("table.heat").cloneNode(true), cells = new Map();
const hasBasis = heat.querySelector("small"); // else one for all
const names = [...heat.querySelectorAll("tbody th")].map(cell => cell.textContent);
heat.caption.textContent = "Agreement with these weights";
[...heat.tBodies[0].rows].forEach((row, r) => [...row.cells].slice(1).forEach((cell, c) => {
    const a = model.order[r], b = model.order[c];
    if (a === b) return;
    cell.dataset.pair = model.actors[a] + " " + model.actors[b];
    const key = Math.min(a, b) * n + Math.max(a, b);
    cells.set(key, [...cells.get(key) || [], cell]);
}));
const area = document.createElement("div");
area.className = "scroll";
area.tabIndex = 0;
area.setAttribute("role", "region");
area.setAttribute("aria-label", "Agreement with these weights");
area.append(heat);
box.append(area);

function show(cell, pair) {
    const undefined_ = isNaN(pair.agreement);
    cell.className = undefined_ ? "x" : "h" + Math.floor(pair.agreement * 10 + 0.5);
    cell.textContent = undefined_ ? "·" : print(pair.agreement, 2);
    if (undefined_) { delete cell.dataset.value; return; }
    cell.dataset.value = pair.agreement;
    if (!hasBasis) return;
    const basis = document.createElement("small");
    basis.textContent = pair.issues;
    cell.append(basis);
}

function name(actor) { return names[model.order.indexOf(actor)]; }

function tell(pairs) {
    const known = pairs.filter(pair => !isNaN(pair.agreement) && pair.p > 0).sort((x, y) => x.agreement - y.agreement);
    const words = pair => name(pair.a) + " and " + name(pair.b) + ", " + print(pair.agreement, 2);
    document.getElementById("ends").textContent = known.length === 0 ? ""
        : "Farthest apart: " + words(known[0]) + ". Closest: " + words(known[known.length - 1]) + ".";
}

function update() {
    const figures = compute();
    put(box.querySelector("data.cohesion"), figures.cohesion, print(figures.cohesion, 2));
    model.issues.forEach((issue, k) => {
        const { divergence, share } = figures.issues[k];
        put(find("data.divergence", issue.id), divergence, print(divergence, 2));
        put(find("data.share", issue.id), share, print(100 * share, 0) + " %");
    });
    for (const pair of figures.pairs)
        for (const cell of cells.get(pair.a * n + pair.b) || []) show(cell, pair);
    tell(figures.pairs);
}

function fill() {
    model.issues.forEach((issue, k) => {
        find("input[type=range]", issue.id).value = weights[k];
        find("input[type=number]", issue.id).value = weights[k];
    });
}

model.issues.forEach((issue, k) => {
    const slider = find("input[type=range]", issue.id), number = find("input[type=number]", issue.id);
    slider.addEventListener("input", () => {
        weights[k] = Math.round(100 * slider.value) / 100;
        number.value = weights[k];
        update();
    });
    number.addEventListener("input", () => {
        if (number.value === "" || !(number.value >= 0)) return;
        weights[k] = +number.value;
        slider.value = weights[k];
        update();
    });
});
salience.addEventListener("change", update);
document.getElementById("reset").addEventListener("click", () => {
    model.issues.forEach((issue, k) => { weights[k] = issue.weight; });
    salience.checked = asFiled;
    fill();
    update();
});
fill();
update();
box.hidden = false;
const item = document.createElement("li"), link = document.createElement("a");
link.href = "#what-if";
link.textContent = "What if";
item.append(link);
document.querySelector("nav ul").append(item);
})();
