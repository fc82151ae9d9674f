import { javaList, type Methods, textOf } from "./java-values";
import { TemplateError } from "./template-error";

/** The methods of `java.lang.String` that templates use. */
export const stringMethods: Methods<string> = {
    length: (text) => text.length,
    isEmpty: (text) => text.length === 0,
    charAt: (text, index) => text.charAt(Number(index)),
    concat: (text, other) => text + textOf(other),
    contains: (text, part) => text.includes(textOf(part)),
    startsWith: (text, part) => text.startsWith(textOf(part)),
    endsWith: (text, part) => text.endsWith(textOf(part)),
    indexOf: (text, part, from) => text.indexOf(textOf(part), Number(from ?? 0)),
    lastIndexOf: (text, part) => text.lastIndexOf(textOf(part)),
    equalsIgnoreCase: (text, other) => text.toLowerCase() === textOf(other).toLowerCase(),
    compareTo: (text, other) => (text === textOf(other) ? 0 : text < textOf(other) ? -1 : 1),
    substring: (text, from, to) => substring(text, Number(from), to === undefined ? text.length : Number(to)),
    toLowerCase: (text) => text.toLowerCase(),
    toUpperCase: (text) => text.toUpperCase(),
    trim: (text) => text.trim(),
    replace: (text, part, by) => text.replaceAll(textOf(part), () => textOf(by)),
    replaceAll: (text, pattern, by) => text.replace(expression(textOf(pattern), "g"), replacer(textOf(by))),
    replaceFirst: (text, pattern, by) => text.replace(expression(textOf(pattern), ""), replacer(textOf(by))),
    matches: (text, pattern) => expression(`^(?:${textOf(pattern)})$`, "").test(text),
    split: (text, pattern, limit) => javaList(split(text, textOf(pattern), Number(limit ?? 0))),
};

function substring(text: string, from: number, to: number): string {
    if (from >= 0 && from <= to && to <= text.length) return text.slice(from, to);
    throw new TemplateError(`substring(${from}, ${to}) is out of range for a string of ${text.length} characters`);
}

// Most of Java's expressions mean the same in JavaScript; the flag for upper and lower case is written differently.
function expression(pattern: string, flags: string): RegExp {
    const ignoresCase = /^(\^\(\?:)?\(\?i\)/.exec(pattern);
    const source = ignoresCase === null ? pattern : pattern.replace("(?i)", "");
    try {
        return new RegExp(source, ignoresCase === null ? flags : `${flags}i`);
    } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        throw new TemplateError(`"${pattern}" is not a regular expression`);
    }
}

// In Java's replacements `$1` is a group, and a backslash takes the next character literally (java.util.regex.Matcher).
function replacer(by: string): (...match: readonly unknown[]) => string {
    return (...match) =>
        by.replaceAll(/\\(.)|\$(\d)/g, (_, literal: string | undefined, group: string | undefined) =>
            group === undefined ? (literal ?? "") : textOf(match[Number(group)]),
        );
}

// A positive limit is the number of parts; without one, Java removes the empty strings at the end.
function split(text: string, pattern: string, limit: number): string[] {
    const parts: string[] = [];
    let start = 0;
    for (const { 0: separator, index } of text.matchAll(expression(pattern, "g"))) {
        if (limit > 0 && parts.length === limit - 1) break;
        if (separator === "" && (index === 0 || index === text.length)) continue;
        parts.push(text.slice(start, index));
        start = index + separator.length;
    }
    parts.push(text.slice(start));
    while (limit === 0 && parts.length > 1 && parts.at(-1) === "") parts.pop();
    return parts;
}
