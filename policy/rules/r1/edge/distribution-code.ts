import { type Finding, finding, ofTier, undecidedFinding, unknownValueFinding } from "../../../reading/finding";
import { ignoredChanges } from "../../../reading/ignored-changes";
import { dependenciesOf, descendantsOf } from "../../../reading/references";
import type { Plain, Resource, Stack } from "../../../reading/resource";
import {
    describeReading,
    isList,
    knownValue,
    type Path,
    pathText,
    readBoolean,
    readList,
    readString,
} from "../../../reading/value";

const functionTypes: ReadonlySet<string> = new Set(["aws:cloudfront/function:Function"]);

// Other CloudFront resources that a behaviour references: policies, key groups, log settings. None of them is a
// function.
const behaviourParts = /^aws:cloudfront\//;

// The first two belong to a Distribution, the first and the last to a MultitenantDistribution.
const behaviourKeys = ["defaultCacheBehavior", "orderedCacheBehaviors", "cacheBehaviors"];

/** Properties that determine which code runs. */
export const codePaths: readonly string[] = ["functionAssociations", "lambdaFunctionAssociations"].flatMap((key) => [
    `defaultCacheBehavior.${key}`,
    `orderedCacheBehaviors.*.${key}`,
    `cacheBehaviors.*.${key}`,
]);

/** Checks that no behaviour of a distribution runs code that can choose another origin or call a host itself. */
export const checkCode = (stack: Stack, distribution: Resource): Finding[] =>
    behaviourKeys
        .flatMap((key) => placesOf(key, distribution.props[key]))
        .flatMap((place) => {
            const lambdas = checkLambdas(distribution, place);
            return lambdas.length > 0 ? lambdas : checkFunctions(stack, distribution, place);
        });

const placesOf = (key: string, value: Plain | undefined): readonly Path[] =>
    isList(value) ? [...value.keys()].map((index) => [key, index]) : [[key]];

/**
 * Lambda@Edge can access the network at every event, and its code is not among the properties
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-choosing.html).
 */
function checkLambdas(distribution: Resource, place: Path): Finding[] {
    const at = [...place, "lambdaFunctionAssociations"];
    const associations = readList(distribution.props, ...at);
    if (associations.state === "absent") return [];
    if (associations.state !== "known") return [unknownValueFinding(distribution, associations)];
    if (associations.value.length === 0) return [];
    return ofTier("strict", [
        undecidedFinding(distribution, {
            actual: `${pathText(at)} runs Lambda@Edge, which can choose another origin or call any host`,
            decidedBy: "a review of the code that it runs",
            change: `remove ${pathText(at)}, since a CloudFront Function or a response headers policy can redirect and set headers, or waive it after the review`,
        }),
    ]);
}

function checkFunctions(stack: Stack, distribution: Resource, place: Path): Finding[] {
    const associations = readList(distribution.props, ...place, "functionAssociations");
    if (associations.state === "absent") return [];
    if (associations.state !== "known") return [unknownValueFinding(distribution, associations)];
    for (const index of associations.value.keys()) {
        const at = [...place, "functionAssociations", index];
        // A function can choose an origin only at viewer-request (helper-functions-origin-modification.html).
        if (knownValue(readString(distribution.props, ...at, "eventType")) === "viewer-response") continue;
        const functions = functionsAt(stack, distribution, at);
        const chooses = functions.find(choosesOrigin);
        const text = `${pathText(at)} runs a function at viewer-request`;
        if (chooses)
            return [
                finding(distribution, {
                    actual: `${text}, and the code of "${chooses.name}" may choose another origin`,
                    expected: "code in this program that does not change the origin",
                    change: `remove ${pathText(at)}, or use only kvs of the module "cloudfront" in its code`,
                }),
            ];
        const problem =
            functions.length === 0
                ? "which does not resolve to a CloudFront Function of this stack"
                : functions.map(problemOf).find((each) => each !== undefined);
        if (problem === undefined) continue;
        return ofTier("strict", [
            undecidedFinding(distribution, {
                actual: `${text}, ${problem}`,
                decidedBy: "a review of the code that it runs",
                change: `remove ${pathText(at)}, or set it from a Function of this program whose code is known`,
            }),
        ]);
    }
    return [];
}

// An unknown ARN belongs to one of the resources that the whole behaviour depends on.
function functionsAt(stack: Stack, distribution: Resource, at: Path): readonly Resource[] {
    const arn = readString(distribution.props, ...at, "functionArn");
    const property = String(at[0]);
    if (arn.state === "known")
        return stack
            .ofType(functionTypes)
            .filter(({ outputs }) => knownValue(readString(outputs, "arn")) === arn.value);
    if (arn.state !== "unknown" || unrelatedOf(stack, distribution, property, behaviourParts)) return [];
    return dependenciesOf(stack, distribution, property, functionTypes);
}

// Only runtime 2.0 has the helper module.
const isOld = (edge: Resource): boolean => knownValue(readString(edge.props, "runtime")) === "cloudfront-js-1.0";

function choosesOrigin(edge: Resource): boolean {
    const code = readString(edge.props, "code");
    return !isOld(edge) && code.state === "known" && mayChooseOrigin(code.value);
}

// Why the code that runs is not the code of the program.
function problemOf(edge: Resource): string | undefined {
    const published = readBoolean(edge.props, "publish");
    const code = readString(edge.props, "code");
    if (ignoredChanges(edge, ["code", "runtime", "publish"]).length > 0)
        return `and "${edge.name}" ignores changes of it`;
    if (published.state !== "absent" && !(published.state === "known" && published.value))
        return `and publish of "${edge.name}" is ${describeReading(published)}, so older code may run`;
    if (isOld(edge)) return undefined;
    return code.state === "known" ? undefined : `and the code of "${edge.name}" is ${describeReading(code)}`;
}

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
function mayChooseOrigin(code: string): boolean {
    if (code.length > maxCode) return true;
    const text = code.replace(plainComment, "").replace(safeModule, "");
    const rest = text.replace(helperModule, "");
    if ([originMethod, ...unreadable].some((pattern) => pattern.test(rest))) return true;
    return [...text.matchAll(helperModule)].some(([, name]) =>
        new RegExp(`\\b${name}\\b(?!\\s*\\.\\s*kvs\\s*\\()`).test(rest),
    );
}

// The gateway, buckets, and resources without a host name: keys, certificates, roles, random strings.
const hostless =
    /^(aws:(apigateway|apigatewayv2|s3|iam|kms|acm|cloudwatch|wafv2)\/|aws:cloudfront\/originAccess(Control|Identity):|(random|tls|time):)/;

/**
 * Finds a dependency of a property that has a host name and is neither the gateway nor a bucket. A component counts as
 * the resources inside it.
 */
export function unrelatedOf(stack: Stack, from: Resource, property: string, safe?: RegExp): Resource | undefined {
    const isSafe = ({ type }: Resource) => hostless.test(type) || safe?.test(type) === true;
    const sources = (from.propertyDependencies[property] ?? []).flatMap((urn) => stack.byUrn.get(urn) ?? []);
    for (const source of sources) {
        if (isSafe(source)) continue;
        const inside = source.isComponent ? descendantsOf(stack, source) : [];
        if (inside.length === 0) return source;
        const unrelated = inside.find((each) => !isSafe(each) && !each.isComponent);
        if (unrelated) return unrelated;
    }
    return undefined;
}
