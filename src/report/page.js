// SPDX-License-Identifier: GPL-3.0-or-later
// What if other issues mattered: agreement and divergence under other weights, as the program
// computes them: 1 - sum(w d) / sum(w), w = W sqrt(s s), from the distances that it gave.
(() => {
"use strict";
const folds = () => document.querySelectorAll("details:not([open])");
let opened = [];
addEventListener("beforeprint", () => {
    opened = [...folds()];
    for (const fold of opened) fold.open = true;
});
addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
});

// On a phone these say that there is more beside.
function mark() {
    for (const area of document.querySelectorAll(".scroll"))
        area.classList.toggle("wide", area.scrollWidth > area.clientWidth);
}
mark();
addEventListener("resize", mark);

const box = document.getElementById("what-if"), source = document.getElementById("figures");
if (!box || !source) return;
const model = JSON.parse(source.textContent), n = model.actors.length, { issues, order } = model;
const find = (kind, id) => box.querySelector(kind + '[data-issue="' + id + '"]');
const salience = document.getElementById("by-salience"), asFiled = salience.checked;
const weights = issues.map(issue => issue.weight);
const most = Math.max(...model.influence); // only ratios count, and nothing may overflow

// As the program rounds: half away from zero, on the shortest digits that mean the number.
const print = (x, places) => x < 1e-6 ? (0).toFixed(places)
    : (Math.round(+(x + "e" + places)) / 10 ** places).toFixed(places);

function distance(issue, p, q) {
    if (issue.distances) return issue.distances[p][q];
    return Math.min(1, Math.max(Math.abs(issue.centres[p] - issue.centres[q]),
        Math.abs(issue.halves[p] - issue.halves[q])));
}

// All pairs with the issues on which both have declared themselves.
const pairs = [];
for (let a = 0; a < n; a++) for (let b = a + 1; b < n; b++) {
    const pair = { a, b, p: (model.influence[a] / most) * (model.influence[b] / most), parts: [] };
    issues.forEach((issue, k) => {
        const p = issue.positions[a], q = issue.positions[b];
        if (p === null || q === null) return;
        const s = issue.saliences[a] * issue.saliences[b];
        pair.parts.push({ k, d: distance(issue, p, q), s: Math.sqrt(s) });
    });
    pairs.push(pair);
}

function compute() {
    const sums = issues.map(() => ({ p: 0, d: 0, missing: 0 })), top = Math.max(...weights) || 1;
    const weigh = part => (weights[part.k] / top) * (salience.checked ? part.s : 1);
    let all = 0, agreed = 0, missing = 0;
    for (const pair of pairs) {
        let whole = 0, apart = 0;
        pair.issues = 0;
        for (const part of pair.parts) {
            const w = weigh(part);
            whole += w;
            apart += w * part.d;
            pair.issues += w > 0;
        }
        pair.agreement = whole > 0 ? Math.min(1, Math.max(0, 1 - apart / whole)) : NaN;
        if (whole > 0) { all += pair.p; agreed += pair.p * pair.agreement; }
        for (const part of pair.parts) {
            const sum = sums[part.k];
            sum.p += pair.p;
            sum.d += pair.p * part.d;
            if (whole > 0) sum.missing += pair.p * (weigh(part) / whole) * part.d;
        }
    }
    for (const sum of sums) missing += sum.missing;
    return {
        cohesion: agreed / all,
        issues: sums.map(sum => ({
            divergence: sum.d / sum.p, share: missing > 0 ? sum.missing / missing : NaN,
        })),
    };
}

// A heat map of its own: the report's shows the figures as filed.
function make(tag, parent, text) {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    parent.append(element);
    return element;
}

function head(row, scope, text) {
    const cell = make("th", row);
    cell.scope = scope;
    make("span", cell, text);
}

const area = make("div", box), heat = make("table", area), cells = new Map();
area.className = "scroll";
area.tabIndex = 0;
area.setAttribute("role", "region");
area.setAttribute("aria-label", "Agreement with these weights");
heat.className = "heat" + (n > 8 ? " turned" : "") + (n > 18 ? " many" : "");
make("caption", heat, "Agreement with these weights, and how many issues it rests on");
const top = make("tr", make("thead", heat)), body = make("tbody", heat);
head(top, "col", "actor");
for (const a of order) head(top, "col", model.names[a]);
for (const a of order) {
    const row = make("tr", body);
    head(row, "row", model.names[a]);
    for (const b of order) {
        const cell = make("td", row);
        if (a === b) { cell.className = "s"; continue; }
        cell.dataset.pair = model.actors[a] + " " + model.actors[b];
        cells.set(a * n + b, cell);
    }
}

function show(cell, pair) {
    const known = !isNaN(pair.agreement);
    cell.className = known ? "h" + Math.floor(pair.agreement * 10 + 0.5) : "x";
    cell.textContent = known ? print(pair.agreement, 2) : "·";
    if (known) cell.dataset.value = pair.agreement; else delete cell.dataset.value;
    if (known && n <= 18) make("i", cell, pair.issues);
}

function put(element, value, text) {
    element.textContent = isNaN(value) ? "–" : text;
    if (isNaN(value)) element.removeAttribute("value"); else element.value = value;
}

// Both ends, with all that stand there.
function tell() {
    const known = pairs.filter(pair => !isNaN(pair.agreement));
    const end = value => {
        const there = known.filter(pair => Math.abs(pair.agreement - value) < 1e-12);
        const words = there.slice(0, 3).map(({ a, b, issues }) => model.names[a] + " and "
            + model.names[b] + " on " + issues + (issues === 1 ? " issue" : " issues"));
        if (there.length > 3) words.push(there.length - 3 + " more pairs");
        return print(value, 2) + " (" + words.join("; ") + ")";
    };
    const figures = known.map(pair => pair.agreement);
    document.getElementById("ends").textContent = known.length === 0 ? ""
        : "Least agreement " + end(Math.min(...figures)) + "; most " + end(Math.max(...figures))
            + ". What vague positions could hide is left out here.";
}

function update() {
    const figures = compute();
    put(box.querySelector("data.cohesion"), figures.cohesion, print(figures.cohesion, 2));
    issues.forEach((issue, k) => {
        const { divergence, share } = figures.issues[k];
        put(find("data.divergence", issue.id), divergence, print(divergence, 2));
        put(find("data.share", issue.id), share, print(100 * share, 0) + " %");
    });
    for (const pair of pairs) {
        show(cells.get(pair.a * n + pair.b), pair);
        show(cells.get(pair.b * n + pair.a), pair);
    }
    tell();
}

let frame = 0; // sliders tell of every pixel: once a frame is enough
function soon() {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(update);
}

// "0,5" is half; "1,000" could be one or a thousand, and is neither.
function isWeight(text) {
    return /^ *\d*[.,]?\d+(e[+-]?\d+)? *$/i.test(text) && !/,\d{3} *$/.test(text)
        && isFinite(text.replace(",", "."));
}

function fill() {
    issues.forEach((issue, k) => {
        find("input[type=range]", issue.id).value = weights[k];
        find("input[type=text]", issue.id).value = weights[k];
    });
}

issues.forEach((issue, k) => {
    const slider = find("input[type=range]", issue.id);
    const number = find("input[type=text]", issue.id);
    slider.addEventListener("input", () => {
        weights[k] = +slider.value;
        number.value = weights[k];
        soon();
    });
    number.addEventListener("input", () => {
        const valid = isWeight(number.value), text = number.value.replace(",", ".");
        if (valid) number.removeAttribute("aria-invalid");
        else number.setAttribute("aria-invalid", "true");
        if (!valid) return;
        weights[k] = +text;
        slider.value = weights[k];
        update();
    });
    number.addEventListener("change", () => { // what is no weight gives way to the one in force
        if (!number.hasAttribute("aria-invalid")) return;
        number.value = weights[k];
        number.removeAttribute("aria-invalid");
    });
});
salience.addEventListener("change", update);
document.getElementById("reset").addEventListener("click", () => {
    issues.forEach((issue, k) => { weights[k] = issue.weight; });
    salience.checked = asFiled;
    fill();
    update();
});
fill();
update();
box.hidden = false;
mark();
const item = document.createElement("li"), link = make("a", item, "What if");
link.href = "#what-if";
let next = box.nextElementSibling;
while (next && next.tagName !== "SECTION") next = next.nextElementSibling;
const before = next && document.querySelector('nav a[href="#' + next.querySelector("h2").id + '"]');
document.querySelector("nav ul").insertBefore(item, before ? before.parentElement : null);
})();
