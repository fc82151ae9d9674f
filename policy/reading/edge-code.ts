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
