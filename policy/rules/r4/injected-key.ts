import { type Finding, finding, unknownValueFinding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import { type Plain, type Resource, resourceWith } from "../../reading/resource";
import { knownValue, pathText, readList, readString } from "../../reading/value";

const distributionTypes: ReadonlySet<string> = new Set([
    "aws:cloudfront/distribution:Distribution",
    "aws:cloudfront/multitenantDistribution:MultitenantDistribution",
]);
const functionTypes: ReadonlySet<string> = new Set(["aws:cloudfront/function:Function"]);

/** Types in front of the gateway that could add a key to requests. */
export const injectingTypes: ReadonlySet<string> = new Set([...distributionTypes, ...functionTypes]);

/**
 * Reports a key among the custom headers of an origin, or one set by a function. CloudFront adds these headers to every
 * request (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html), so that anyone
 * can call the API without a key, and all callers count as one client.
 */
export const checkInjectedKey = (resource: Resource): Finding[] =>
    functionTypes.has(resource.type) ? checkFunction(resource) : checkHeaders(resource);

const header = "x-api-key";
const expected = "callers that send their own key";

// The first belongs to a Distribution, the second to a MultitenantDistribution.
const nameKeys = ["name", "headerName"];

function checkHeaders(distribution: Resource): Finding[] {
    // Unknown origins are reported by r1-private-paths.
    const origins = knownValue(readList(distribution.props, "origins")) ?? [];
    for (const index of origins.keys()) {
        const headers = readList(distribution.props, "origins", index, "customHeaders");
        if (headers.state === "unknown") return [unknownValueFinding(distribution, headers)];
        for (const [place, own] of (knownValue(headers) ?? []).entries()) {
            const at = ["origins", index, "customHeaders", place];
            const names = nameKeys.map((key) => readString(distribution.props, ...at, key));
            const unknown = names.find(({ state }) => state === "unknown");
            if (unknown) return [unknownValueFinding(distribution, unknown)];
            if (isKeyHeader(own)) return [injected(distribution, `${pathText(at)} is ${header}`, pathText(at))];
        }
    }
    // Ignored changes of a whole origin are reported by r1-private-paths.
    const ignoreChanges = distribution.ignoreChanges.filter((path) => path.includes("customHeaders"));
    const checked = nameKeys.map((key) => `origins.*.customHeaders.*.${key}`);
    return ignoredChanges(resourceWith(distribution, { ignoreChanges }), checked);
}

const isKeyHeader = (own: Plain): boolean =>
    nameKeys.some((key) => knownValue(readString(own, key))?.trim().toLowerCase() === header);

// `headers["x-api-key"] = { value: … }`, `headers["x-api-key"].value = …`, or as a member of an object.
const setsHeader = /(["'`])x-api-key\1\s*(?:\]\s*(?:\.\s*value\s*)?=(?!=)|:)([^;}]*)/gi;
// A key copied from another part of the request is the caller's own.
const ofCaller = /\b(?:querystring|cookies|headers)\b/;

function checkFunction(edge: Resource): Finding[] {
    const code = knownValue(readString(edge.props, "code")) ?? "";
    const isInjected = [...code.matchAll(setsHeader)].some(([, , value = ""]) => !ofCaller.test(value));
    return isInjected
        ? [injected(edge, `its code sets the header ${header}`, `the assignment of ${header} from its code`)]
        : [];
}

const injected = (resource: Resource, actual: string, removed: string): Finding =>
    finding(resource, {
        actual: `${actual}, so anyone can call the API with a key that is not their own`,
        expected,
        change: `remove ${removed}, and have clients send their own ${header}`,
    });
