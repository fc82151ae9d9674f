import { quote } from "../../openapi/problem";
import { isObject } from "../../openapi/raw-value";

// docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html; the characters are those of IAM, as every
// stack has roles (docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html).
const characters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const maxTags = 50;
// Tags of a subnet besides that of its role; no other resource has more, and they replace default tags of the same key.
const subnetTags = ["Name", "SubnetType"];
const ownTags = subnetTags.length + 1;

/** The problems of `aws:defaultTags`, the tags that the provider adds to every resource. */
export function defaultTagProblems(defaultTags: unknown): string[] {
    const tags = isObject(defaultTags) ? defaultTags.tags : undefined;
    if (!isObject(tags)) return [];
    const problem = (at: string, got: string, want: string) => `aws:defaultTags.tags${at}: got ${got}, want ${want}`;
    const entries = Object.entries(tags);
    const most = maxTags - ownTags;
    const { length } = entries.filter(([key]) => !subnetTags.includes(key));
    const count = length > most ? [problem("", `${length} tags`, tooMany(most))] : [];
    return [
        ...count,
        ...entries.flatMap(([key, value]) => {
            const want = keyForm(key) ?? valueForm(value);
            return want === undefined ? [] : [problem(`.${key}`, keyForm(key) ? "that key" : quote(value), want)];
        }),
    ];
}

/** The tags of `aws:defaultTags`, as strings; none for a value of another form. */
export function stackTags(defaultTags: unknown): Record<string, string> {
    const tags = isObject(defaultTags) ? defaultTags.tags : undefined;
    return isObject(tags) ? Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, String(value)])) : {};
}

function tooMany(most: number): string {
    return `at most ${most}, as AWS allows ${maxTags} on a resource and subnets have ${ownTags} of the program's`;
}

function keyForm(key: string): string | undefined {
    if (/^aws:/i.test(key)) return "a key without the prefix aws:, which is reserved";
    const isValid = key.length >= 1 && key.length <= 128 && characters.test(key);
    return isValid ? undefined : "1 to 128 letters, digits, spaces and _ . : / = + - @, as IAM accepts no others";
}

function valueForm(value: unknown): string | undefined {
    if (typeof value === "object") return "a string";
    const isValid = String(value).length <= 256 && characters.test(String(value));
    return isValid ? undefined : "at most 256 letters, digits, spaces and _ . : / = + - @, as IAM accepts no others";
}
