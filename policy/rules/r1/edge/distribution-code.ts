import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import { ignoredChanges } from "../../../reading/ignored-changes";
import { dependenciesOf } from "../../../reading/references";
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
import { mayChooseOrigin } from "./edge-code";
import { unrelatedOf } from "./origin-source";

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
    return [
        finding(distribution, {
            actual: `${pathText(at)} runs Lambda@Edge, which can choose another origin or call any host`,
            expected: "behaviours that send requests only to their origin",
            change: `remove ${pathText(at)}; a CloudFront Function or a response headers policy can redirect and set headers`,
        }),
    ];
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
        const problem =
            functions.length === 0
                ? "which does not resolve to a CloudFront Function of this stack"
                : functions.map(problemOf).find((each) => each !== undefined);
        if (problem === undefined) continue;
        return [
            finding(distribution, {
                actual: `${pathText(at)} runs a function at viewer-request, ${problem}`,
                expected: "code in this program that does not change the origin",
                change: `remove ${pathText(at)}, or set it from a Function of this program with known code that uses only kvs of the module "cloudfront"`,
            }),
        ];
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

function problemOf(edge: Resource): string | undefined {
    // Only runtime 2.0 has the helper module.
    const isOld = knownValue(readString(edge.props, "runtime")) === "cloudfront-js-1.0";
    const published = readBoolean(edge.props, "publish");
    const code = readString(edge.props, "code");
    if (ignoredChanges(edge, ["code", "runtime", "publish"]).length > 0)
        return `and "${edge.name}" ignores changes of it`;
    if (published.state !== "absent" && !(published.state === "known" && published.value))
        return `and publish of "${edge.name}" is ${describeReading(published)}, so older code may run`;
    if (isOld) return undefined;
    if (code.state !== "known") return `and the code of "${edge.name}" is ${describeReading(code)}`;
    return mayChooseOrigin(code.value) ? `and the code of "${edge.name}" may choose another origin` : undefined;
}
