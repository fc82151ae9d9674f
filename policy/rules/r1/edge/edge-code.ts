// A line or lines of nothing but a comment, of words that could end no text or template around it: no code, wherever it stands.
const plainComment =
    /^[ \t]*(?:\/\/(?:[^'"`$*\\\r\n\u2028\u2029]|\*(?!\/))*|\/\*(?:[^'"`$*\\]|\*(?!\/))*\*\/[ \t]*)$/gm;

// What the runtime offers beside its helper module; none of these reaches a host.
// docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
const safeModule =
    /\b(?:import(?:\s+\w+\s+|\s*\*\s*as\s+\w+\s+|\s*\{[\w\s,]*\}\s*)from\s*|require\s*\(\s*)(?:"(?:crypto|querystring|buffer)"|'(?:crypto|querystring|buffer)')/g;
const helperModule = /\bimport\s+(\w+)\s+from\s*(?:"cloudfront"|'cloudfront')/g;

// Any other way to a module, as code would be written and prose would not; and a letter that is written as an escape.
const unreadable: readonly RegExp[] = [
    /\bimport\s*(?:["'({*/]|\.\w|[^\s;]+\s*(?:,\s*[{*/]|\/[*/]|from\b))/,
    /\brequire\s*(?:[(?[`]|\.\s*(?:call|apply|bind)\b)/,
    /(?:[=([{,:?>&|]|\b(?:return|throw|await|yield|of))\s*require\b(?!-)/,
    /\bglobalThis\b/,
    /\\u(?:00[4-7][\da-fA-F]|\{0*[4-7][\da-fA-F]\})/,
];
const originMethod = /updateRequestOrigin|selectRequestOriginById|createRequestOriginGroup/;

// @pulumi/aws, cloudfront/function.d.ts: the code is at most 40,960 bytes; what is longer is not read.
const maxCode = 40_960;

/**
 * Whether the code of a CloudFront Function may send a request to another origin. It can only by the helper module
 * `cloudfront`, of which nothing but the key value store is harmless
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
