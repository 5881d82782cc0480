// SPDX-License-Identifier: GPL-3.0-or-later
// The page on paper: through Chromium's PDF, whose text poppler reads page by page.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PAPER = { width: 794 - 2 * 38, height: 1123 - 2 * 38 }; // A4 at 96 dots an inch, without Chromium's margins

// Runs in the page: marks where the words of each issue begin and end, and each fold, by a small word
// that nothing else has, and which takes no room (not within words that are only read aloud). Gives each issue's name, height and rule, and what
// folds are called.
function mark() {
    const put = (word, place) => {
        const span = document.createElement('span');
        span.textContent = word;
        span.style = 'position:absolute;font:5px/6px monospace;color:#777;white-space:nowrap';
        place(span);
    };
    const lastWords = (issue) => {
        let last = issue.lastChild;
        const walk = document.createTreeWalker(issue, NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) {
            const { data, parentNode } = walk.currentNode;
            if (data.trim() && !parentNode.closest('svg, .v') && parentNode.checkVisibility()) last = walk.currentNode;
        }
        return last;
    };
    const issues = [...document.querySelectorAll('.issue')].map((issue, number) => {
        const head = issue.querySelector('h3') ?? issue, name = head.textContent.trim().slice(0, 80);
        const { height } = issue.getBoundingClientRect(), rule = getComputedStyle(issue).breakInside;
        put(`qze${number}q`, (span) => lastWords(issue).after(span));
        put(`qzb${number}q`, (span) => head.prepend(span));
        return { name, height, rule };
    });
    const folds = [...document.querySelectorAll('#main details')].filter((fold) => !fold.closest('#what-if')).map((fold, number) => {
        put(`qzf${number}q`, (span) => fold.append(span));
        return fold.querySelector('summary').textContent;
    });
    return { issues, folds };
}

function textOf(pdf) {
    const done = spawnSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 });
    if (done.status !== 0) throw new Error(`pdftotext: ${done.stderr}`);
    return done.stdout.split('\f');
}

function cutIssues(issues, pages) {
    const place = (word) => pages.findIndex((text) => text.includes(word));
    return issues.flatMap(({ name, height, rule }, number) => {
        const [begin, end] = [place(`qzb${number}q`), place(`qze${number}q`)];
        if (begin < 0 || end < 0) return [`"${name}" is not printed as a whole`];
        const found = rule === 'avoid' ? [] : [`"${name}": break-inside is ${rule}; expected avoid`];
        if (begin !== end && height < PAPER.height) {
            found.push(`"${name}", ${Math.round(height)} px high, is cut between pages ${begin + 1} and ${end + 1}`);
        }
        return found;
    });
}

/** What is folded on the screen is printed. */
function missingFolds(folds, pages) {
    return folds.filter((_, number) => !pages.some((text) => text.includes(`qzf${number}q`)))
        .map((name) => `folded on the screen, and not printed: "${name}"`);
}

/** A page on A4 by Chromium, as a person would print it. */
export async function paper(page, work) {
    await page.setViewportSize({ width: PAPER.width, height: PAPER.height });
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });
    const { issues, folds } = await page.evaluate(mark);
    const bytes = await page.pdf({ format: 'A4', tagged: true, margin: { top: '1cm', bottom: '1cm', left: '1cm', right: '1cm' } });
    const file = join(work, 'page.pdf');
    writeFileSync(file, bytes);
    const pages = textOf(file);
    const found = [...cutIssues(issues, pages), ...missingFolds(folds, pages)];
    if (!bytes.includes('/StructTreeRoot')) found.push('the PDF is not tagged');
    return found;
}
