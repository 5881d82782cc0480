// SPDX-License-Identifier: GPL-3.0-or-later
// What all cases share: the program under test, the count of what passed, figures as it prints them.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const MOST_SHOWN = 8; // findings of one check

/** `stance`, run as a person would. */
export class Program {
    constructor(path) {
        this.path = resolve(path);
        this.environment = { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'UTC', SOURCE_DATE_EPOCH: '1900000000' };
    }

    /** @returns what it printed. Throws if it ended with another status than 0. */
    run(model, ...words) {
        const done = spawnSync(this.path, ['-m', model, ...words], {
            env: this.environment, encoding: 'utf8', timeout: 60000, maxBuffer: 1 << 28,
        });
        if (done.status !== 0) {
            throw new Error(`${words.join(' ')}: status ${done.status}: ${done.stderr}${done.error ?? ''}`);
        }
        return done.stdout;
    }

    json(model, ...words) {
        return JSON.parse(this.run(model, ...words, '--format', 'json', '--full'));
    }
}

/** Counts checks; a check is a function that gives a list of what it finds wrong. */
export class Tally {
    passed = 0;
    failed = 0;
    skipped = 0;

    async check(name, find) {
        let findings;
        try {
            findings = await find();
        } catch (error) { // a page that died is a finding like others
            findings = [String(error.stack ?? error)];
        }
        if (findings.length === 0) {
            this.passed++;
            return true;
        }
        this.failed++;
        console.log(`FAILED: ${name}`);
        for (const finding of findings.slice(0, MOST_SHOWN)) console.log(`    ${finding.slice(0, 700)}`);
        if (findings.length > MOST_SHOWN) console.log(`    and ${findings.length - MOST_SHOWN} more`);
        return false;
    }

    /** What is not at hand may be left out, but not where CI asks for it all. */
    skip(name, why) {
        if (process.env.CI) {
            this.failed++;
            console.log(`FAILED: ${name}: cannot be skipped in CI: ${why}`);
        } else {
            this.skipped++;
            console.log(`${name}: skipped: ${why}`);
        }
    }

    close() {
        const skips = this.skipped ? `, ${this.skipped} skipped` : '';
        console.log(`${this.passed} passed, ${this.failed} failed${skips}`);
        process.exitCode = this.failed || !this.passed ? 1 : 0;
    }
}

/** Repeatable chance (splitmix32): the same seed gives the same numbers, 0 to below 1. */
export function chance(seed) {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x9e3779b9) >>> 0;
        let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
        z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
        return ((z ^ (z >>> 15)) >>> 0) / 2 ** 32;
    };
}

/** A figure, 0 or more, as the program prints it: of its shortest digits, half goes up. */
export function fixed(number, places) {
    const [digits, exponent] = number.toExponential().split('e');
    const plain = digits.replace('.', '');
    const kept = Number(exponent) + 1 + places; // so many of `plain` stay
    let whole = BigInt(kept > 0 ? plain.slice(0, kept).padEnd(kept, '0') : '0');
    if (kept >= 0 && kept < plain.length && plain[kept] >= '5') whole += 1n;
    const text = whole.toString().padStart(places + 1, '0');
    return places > 0 ? `${text.slice(0, -places)}.${text.slice(-places)}` : text;
}

/** The page of a finding in a few words: "light, 360 px". */
export function said(scheme, width) {
    return `${scheme}, ${width} px`;
}
