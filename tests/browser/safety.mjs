// SPDX-License-Identifier: GPL-3.0-or-later
// A page is quiet, runs nothing of a model's texts, shows them as they are, and is read without scripts.
import { HOSTILE } from './models.mjs';

/** Nothing on the console, no request but the file, nothing that the policy had to forbid. */
export async function quiet({ page, heard }) {
    const violations = await page.evaluate(() => window.violations);
    return [...heard, ...violations.map((violation) => `policy: ${violation}`)];
}

// Runs in the page.
function runningParts() {
    const found = [];
    if (window.hacked !== undefined) found.push(`a text of the model ran: window.hacked is ${window.hacked}`);
    const allowed = new Set(('html head meta title style body a header main footer nav section article h1 h2 h3 h4 p ul ol li ' +
        'dl dt dd div span b i u strong em q small table caption colgroup col thead tbody tr th td details summary figure ' +
        'figcaption svg g path line rect circle polyline polygon text tspan title desc defs marker label input button output ' +
        'data script br abbr time bdi').split(' '));
    for (const element of document.querySelectorAll('*')) {
        const name = element.localName;
        if (!allowed.has(name)) found.push(`an element that no page has: ${element.outerHTML.slice(0, 200)}`);
        for (const { name: attribute, value } of element.attributes) {
            if (attribute.startsWith('on')) found.push(`a handler: ${name} ${attribute}="${value.slice(0, 100)}"`);
            if (/^(src|srcset|srcdoc|action|formaction|ping|background|poster)$/.test(attribute)) found.push(`${name} ${attribute}`);
            if (/href$/.test(attribute) && !/^(#|https?:\/\/|mailto:)/i.test(value)) found.push(`a link to ${value.slice(0, 100)}`);
            if (/href$/.test(attribute) && attribute !== 'href') found.push(`${name} ${attribute}`);
            if (/^#/.test(value) && attribute === 'href' && !document.getElementById(value.slice(1))) found.push(`to nowhere: ${value}`);
        }
    }
    const scripts = [...document.scripts].filter((script) => script.type !== 'application/json');
    if (scripts.length > 1) found.push(`${scripts.length} scripts; expected 1 at most`);
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    for (const id of ids.filter((id, i) => ids.indexOf(id) !== i)) found.push(`two elements have the id ${id}`);
    return found;
}

// Runs in the page. A model's text may break up the page without running.
function brokenParts() {
    const found = [];
    const walk = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT | NodeFilter.SHOW_TEXT);
    const unseen = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
    while (walk.nextNode()) {
        const { nodeType, data, parentNode } = walk.currentNode;
        const place = parentNode.localName, words = data.trim().slice(0, 100);
        const isLost = words && /^(body|html|table|tbody|tr|ul|ol|dl)$/.test(place);
        if (nodeType === Node.COMMENT_NODE) found.push(`a comment: ${words}`);
        else if (unseen.test(data)) found.push(`an unseen character, U+${data.match(unseen)[0].charCodeAt(0).toString(16)}, in ${place}`);
        else if (isLost) found.push(`text directly in ${place}: ${words}`);
    }
    for (const element of document.querySelectorAll('[aria-label], [title]')) {
        if (unseen.test(element.getAttribute('aria-label') ?? element.title)) found.push('an unseen character in a label');
    }
    return found;
}

/** Nothing of a model's texts runs or becomes a part of the page. */
export async function harmless(page) {
    return [...await page.evaluate(runningParts), ...await page.evaluate(brokenParts)];
}

/** Hostile texts stand on the page as they are, but for quotation marks within quoted words. */
export async function literal(page, isWhole) {
    const text = await page.evaluate(() => document.body.textContent);
    const plain = (words) => words.replace(/["'“”‘’]/g, "'").replace(/\s+/g, ' ');
    const shown = plain(text);
    const missing = HOSTILE.filter((words) => !shown.includes(plain(words)));
    if (isWhole) return missing.map((words) => `not to be seen: ${words}`);
    return missing.length < HOSTILE.length ? [] : ['none of the hostile texts is to be seen'];
}

// Runs in the page: what is read there without the what-if.
function readable() {
    const isWhatIf = (e) => e.closest('#what-if') || e.querySelector(':scope > a[href="#what-if"]');
    const outside = (selector) => [...document.querySelectorAll(selector)].filter((e) => !isWhatIf(e));
    const words = (selector) => outside(selector).map((e) => e.textContent);
    const shown = outside('h1, h2, h3, table').filter((e) => !e.closest('details')).map((e) => e.checkVisibility());
    const whatIf = document.querySelector('#what-if');
    return {
        heads: words('h1, h2, h3'), tables: words('table'), paragraphs: words('p, li, dd, dt, summary'), shown,
        whatIf: whatIf ? whatIf.checkVisibility() : null,
        sections: outside('section[hidden]').length,
    };
}

/** Without scripts the page is the same, but for the what-if, which is not there. */
export async function withoutScripts(page, plain) {
    const [want, got] = [await page.evaluate(readable), await plain.evaluate(readable)];
    const found = [];
    for (const part of ['heads', 'tables', 'paragraphs']) {
        const [expected, there] = [want[part].length, got[part].length];
        if (expected !== there) found.push(`${there} ${part} without scripts; expected ${expected}`);
        const other = want[part].findIndex((words, i) => words !== got[part][i]);
        if (other < 0) continue;
        found.push(`${part} ${other + 1} without scripts: ${got[part][other]}; expected ${want[part][other]}`);
    }
    if (got.shown.includes(false)) found.push('a heading or table is not shown without scripts');
    if (want.heads.length < 1) found.push('no heading at all');
    if (want.whatIf === false) found.push('the what-if is not shown with scripts');
    if (got.whatIf === true) found.push('the what-if is shown without scripts');
    return found;
}
