/**
 * Whether JSON names a member of one object twice. Of two, some readers take the first and some the last, so what is read
 * here need not be what is served (RFC 8259, section 4). Takes a text that is JSON.
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

// By hand: of millions of characters a regular expression runs out of stack.
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
