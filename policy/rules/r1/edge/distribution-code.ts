import { behavioursOf } from "../../../gateway/edge";
import { mayChooseOrigin } from "../../../reading/edge-code";
import { type Finding, finding, ofTier, undecidedFinding, unknownValueFinding } from "../../../reading/finding";
import { ignoredChanges } from "../../../reading/ignored-changes";
import { dependenciesOf, hasUnknownId } from "../../../reading/references";
import type { Resource, Stack } from "../../../reading/resource";
import { descendantsOf } from "../../../reading/stack-index";
import {
    describeReading,
    knownValue,
    type Path,
    pathText,
    read,
    readBoolean,
    readList,
    readString,
} from "../../../reading/value";

const functionTypes: ReadonlySet<string> = new Set(["aws:cloudfront/function:Function"]);

// Other CloudFront resources that a behaviour references: policies, key groups, log settings. None of them is a
// function.
const behaviourParts = /^aws:cloudfront\//;

/** Properties that determine which code runs. */
export const codePaths: readonly string[] = ["functionAssociations", "lambdaFunctionAssociations"].flatMap((key) => [
    `defaultCacheBehavior.${key}`,
    `orderedCacheBehaviors.*.${key}`,
    `cacheBehaviors.*.${key}`,
]);

/** Checks that no behaviour of a distribution runs code that can choose another origin or call a host itself. */
export const checkCode = (stack: Stack, distribution: Resource): Finding[] =>
    behavioursOf(distribution).flatMap((place) => {
        const lambdas = checkLambdas(distribution, place);
        return lambdas.length > 0 ? lambdas : checkFunctions(stack, distribution, place);
    });

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
        const late = functions.find(hasUnknownCode);
        if (late) return [lateCode(distribution, text, late)];
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

// An unknown ARN belongs to one of the resources that the whole behaviour depends on. In an update it is known before the
// ids of the preview are (see `Run`).
function functionsAt(stack: Stack, distribution: Resource, at: Path): readonly Resource[] {
    const arn = readString(distribution.props, ...at, "functionArn");
    const property = String(at[0]);
    const depended = dependenciesOf(stack, distribution, property, functionTypes);
    const isNew = arn.state === "known" && depended.length > 0 && depended.every(hasUnknownId);
    if (arn.state === "known" && !isNew)
        return stack
            .ofType(functionTypes)
            .filter(({ outputs }) => knownValue(readString(outputs, "arn")) === arn.value);
    if (arn.state !== "unknown" && !isNew) return [];
    return unrelatedOf(stack, distribution, property, behaviourParts) ? [] : depended;
}

// Only runtime 2.0 has the helper module.
const isOld = (edge: Resource): boolean => knownValue(readString(edge.props, "runtime")) === "cloudfront-js-1.0";

function choosesOrigin(edge: Resource): boolean {
    const code = readString(edge.props, "code");
    return !isOld(edge) && code.state === "known" && mayChooseOrigin(code.value);
}

const hasUnknownCode = (edge: Resource): boolean =>
    read(edge.props, "code").state === "unknown" && !isOld(edge) && ignoredChanges(edge, changeable).length === 0;

const changeable = ["code", "runtime", "publish"];

const lateCode = (distribution: Resource, place: string, edge: Resource): Finding =>
    undecidedFinding(
        distribution,
        {
            actual: `${place}, and the code of "${edge.name}" is not known at preview`,
            decidedBy: `the code of "${edge.name}", which pulumi up checks before it creates the function`,
            change: `to decide it at preview, set code of "${edge.name}" from a constant or a file`,
        },
        edge,
    );

// Why the code that runs is not the code of the program.
function problemOf(edge: Resource): string | undefined {
    const published = readBoolean(edge.props, "publish");
    const code = readString(edge.props, "code");
    if (ignoredChanges(edge, changeable).length > 0) return `and "${edge.name}" ignores changes of it`;
    if (published.state !== "absent" && !(published.state === "known" && published.value))
        return `and publish of "${edge.name}" is ${describeReading(published)}, so older code may run`;
    if (isOld(edge)) return undefined;
    return code.state === "known" ? undefined : `and the code of "${edge.name}" is ${describeReading(code)}`;
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
