/**
 * Whether a JSON text repeats a key within one object. Some parsers use the first value and some the last, so the body
 * that is checked may differ from the one that is served (RFC 8259, section 4).
 */
export function repeatsKey(json: string): boolean {
    const open: Set<string>[] = [];
    for (let at = 0; at < json.length; at++) {
        const character = json[at];
        if (character === "{" || character === "[") open.push(new Set());
        else if (character === "}" || character === "]") open.pop();
        else if (character === '"') {
            const end = endOfString(json, at);
            if (isKey(json, end)) {
                const key: string = JSON.parse(json.slice(at, end + 1));
                const keys = open.at(-1);
                if (keys?.has(key)) return true;
                keys?.add(key);
            }
            at = end;
        }
    }
    return false;
}

// Written by hand, because a regular expression overflows the stack on millions of characters.
function endOfString(json: string, start: number): number {
    let at = start + 1;
    while (json[at] !== '"') at += json[at] === "\\" ? 2 : 1;
    return at;
}

const isKey = (json: string, end: number): boolean => {
    let next = end + 1;
    while (/\s/.test(json[next] ?? "")) next++;
    return json[next] === ":";
};
