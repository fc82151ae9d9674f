/** Content of an element: a string, nothing (the element is left out), elements by name, or several elements of one name. */
export type XmlContent = string | undefined | readonly XmlContent[] | { readonly [name: string]: XmlContent };

/** A document with one root element. */
export function xmlDocument(root: string, content: XmlContent, namespace?: string): string {
    const attribute = namespace === undefined ? "" : ` xmlns="${namespace}"`;
    return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${attribute}>${xmlOf(content)}</${root}>`;
}

/** Elements as XML, in the order of their names in the object. */
export function xmlOf(content: XmlContent): string {
    if (content === undefined) return "";
    if (typeof content === "string") return escaped(content);
    if (Array.isArray(content)) return content.map(xmlOf).join("");
    return Object.entries(content)
        .flatMap(([name, child]) => (Array.isArray(child) ? child : [child]).map((each) => [name, each] as const))
        .filter(([, child]) => child !== undefined)
        .map(([name, child]) => `<${name}>${xmlOf(child)}</${name}>`)
        .join("");
}

/** The contents of the elements of a name, still in XML, in order; elements of the same name inside one another are not supported. */
export function elementsOf(xml: string, name: string): string[] {
    const pattern = new RegExp(`<${name}(?:\\s[^>]*)?(?:/>|>([\\s\\S]*?)</${name}>)`, "g");
    return [...xml.matchAll(pattern)].map((match) => match[1] ?? "");
}

/** The string of the first element of a name; undefined without one. */
export function stringIn(xml: string, name: string): string | undefined {
    const [first] = elementsOf(xml, name);
    return first === undefined ? undefined : unescaped(first);
}

// Control characters have no other form in XML 1.0 than a reference, and a carriage return would be read as a line feed.
function escaped(text: string): string {
    return text
        .replaceAll("&", "&amp;")
        .replaceAll("<", "&lt;")
        .replaceAll(">", "&gt;")
        .replaceAll('"', "&quot;")
        .replaceAll(/(?![\t\n])\p{Cc}/gu, (character) => `&#x${character.charCodeAt(0).toString(16)};`);
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescaped(text: string): string {
    return text.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
        if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
        if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
        return entities[name] ?? whole;
    });
}
