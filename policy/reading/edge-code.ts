// Lines that contain only a comment, without characters that could end a surrounding string or template, are never
// code.
const plainComment =
    /^[ \t]*(?:\/\/(?:[^'"`$*\\\r\n\u2028\u2029]|\*(?!\/))*|\/\*(?:[^'"`$*\\]|\*(?!\/))*\*\/[ \t]*)$/gm;

// Modules of the runtime other than the helper module; none of them can call a host.
// docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
const safeModule =
    /\b(?:import(?:\s+\w+\s+|\s*\*\s*as\s+\w+\s+|\s*\{[\w\s,]*\}\s*)from\s*|require\s*\(\s*)(?:"(?:crypto|querystring|buffer)"|'(?:crypto|querystring|buffer)')/g;
const helperModule = /\bimport\s+(\w+)\s+from\s*(?:"cloudfront"|'cloudfront')/g;

// Any other access to a module, as it appears in code and not in prose, and letters that are written as escapes.
const unreadable: readonly RegExp[] = [
    /\bimport\s*(?:["'({*/]|\.\w|[^\s;]+\s*(?:,\s*[{*/]|\/[*/]|from\b))/,
    /\brequire\s*(?:[(?[`]|\.\s*(?:call|apply|bind)\b)/,
    /(?:[=([{,:?>&|]|\b(?:return|throw|await|yield|of))\s*require\b(?!-)/,
    /\bglobalThis\b/,
    /\\u(?:00[4-7][\da-fA-F]|\{0*[4-7][\da-fA-F]\})/,
];
const originMethod = /updateRequestOrigin|selectRequestOriginById|createRequestOriginGroup/;

// @pulumi/aws, cloudfront/function.d.ts: the code has at most 40,960 bytes; longer code is not read.
const maxCode = 40_960;

/**
 * Whether the code of a CloudFront Function may send a request to another origin. That requires the helper module
 * `cloudfront`, of which only the key value store is safe
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html).
 */
export function mayChooseOrigin(code: string): boolean {
    if (code.length > maxCode) return true;
    const text = code.replace(plainComment, "").replace(safeModule, "");
    const rest = text.replace(helperModule, "");
    if ([originMethod, ...unreadable].some((pattern) => pattern.test(rest))) return true;
    return [...text.matchAll(helperModule)].some(([, name]) =>
        new RegExp(`\\b${name}\\b(?!\\s*\\.\\s*kvs\\s*\\()`).test(rest),
    );
}

// Comments, but not the `//` of a URL in a string; parts of a name that are joined; and letters as escapes.
const anyComment = /\/\*[\s\S]*?\*\/|(?<![:'"`\w])\/\/[^\n]*/g;
const joined = /(["'`])\s*\+\s*\1/g;
const escaped = /\\(?:x|u00|u\{0*)([4-7][\da-f]|2d)\}?/gi;

const plainText = (code: string): string =>
    code
        .replace(anyComment, " ")
        .replace(escaped, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
        .replace(joined, "");

// `headers["x-api-key"] = …`, `headers["x-api-key"].value = …`, or as a member of an object; also by a constant's name, and by functions
// that set a member.
const keyName = String.raw`(["'\`])x-api-key\1`;
const namedKey = /\b(?:const|let|var)\s+([A-Za-z_$][\w$]*)\s*=\s*(["'`])x-api-key\2/gi;

const valueOfHeader = String.raw`(?:\.\s*value\s*|\[\s*["'\`]value["'\`]\s*\]\s*)?`;
const assignment = String.raw`(?:\|\||&&|\?\?|\+)?=(?!=)`;
const settingOf = (name: string): RegExp =>
    new RegExp(String.raw`${name}\s*(?:\]\s*${valueOfHeader}${assignment}|:|\]\s*:)([^;}]*)`, "gi");
const setter = new RegExp(
    String.raw`\b(?:defineProperty|Reflect\s*\.\s*set)\s*\([^,;]*,\s*${keyName}\s*,([^;]*)`,
    "gi",
);

// A key copied from another part of the request is the caller's own; one that is looked up by it is not.
const member = String.raw`(?:\s*(?:\?\.)?\s*\[\s*(?:"[^"]*"|'[^']*'|\d+|\w+)\s*\]|\s*\??\.\s*(?:(?:trim|split|slice|substring)\s*\([^()]*\)|\w+(?!\s*\()))`;
const ofCaller = new RegExp(
    String.raw`^[\s({]*(?:value\s*:\s*)?(?:\w+\s*\.\s*)*(?:querystring|cookies|headers)${member}*[\s)},]*$`,
);
const nothing = /^(?:""|''|``|null|undefined)?$/;
const ternary = /\?(?![.?])([^:]*):([\s\S]*)/;

/**
 * Whether the code of a CloudFront Function sets the header `x-api-key` to anything but a value of the caller: a constant, a
 * value of a key value store, or one of them where the caller has sent none.
 */
export function setsKey(code: string): boolean {
    const text = plainText(code);
    const names = [...text.matchAll(namedKey)].map(([, name = ""]) => `\\[\\s*${name.replaceAll("$", "\\$")}`);
    return [...[keyName, ...names].map(settingOf), setter]
        .flatMap((pattern) => [...text.matchAll(pattern)])
        .some((found) => !isOfCaller(found.at(-1) ?? ""));
}

const isOfCaller = (value: string): boolean =>
    value
        .split(/\|\||\?\?/)
        .flatMap((part) => ternary.exec(part)?.slice(1) ?? [part])
        .every((part) => ofCaller.test(part) || nothing.test(part.replace(/[\s(){},]/g, "").replace(/^value:/, "")));
