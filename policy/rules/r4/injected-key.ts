import { type Finding, finding, unknownValueFinding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import { type Plain, type Resource, resourceWith } from "../../reading/resource";
import { knownValue, pathText, readList, readString } from "../../reading/value";

const distributionTypes: ReadonlySet<string> = new Set([
    "aws:cloudfront/distribution:Distribution",
    "aws:cloudfront/multitenantDistribution:MultitenantDistribution",
]);
const functionTypes: ReadonlySet<string> = new Set(["aws:cloudfront/function:Function"]);

/** What stands before the gateway and could give a call the key that its caller does not have. */
export const injectingTypes: ReadonlySet<string> = new Set([...distributionTypes, ...functionTypes]);

/**
 * CloudFront adds an origin's headers to every call (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html),
 * so with the key among them anybody calls without one, and all callers are one client.
 */
export const checkInjectedKey = (resource: Resource): Finding[] =>
    functionTypes.has(resource.type) ? checkFunction(resource) : checkHeaders(resource);

const header = "x-api-key";
const expected = "callers that send a key of their own";

// The first is a Distribution's, the second a MultitenantDistribution's.
const nameKeys = ["name", "headerName"];

function checkHeaders(distribution: Resource): Finding[] {
    // Origins that are not known are reported by r1-private-paths.
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
    // What is ignored of an origin as a whole is reported by r1-private-paths.
    const ignoreChanges = distribution.ignoreChanges.filter((path) => path.includes("customHeaders"));
    const checked = nameKeys.map((key) => `origins.*.customHeaders.*.${key}`);
    return ignoredChanges(resourceWith(distribution, { ignoreChanges }), checked);
}

const isKeyHeader = (own: Plain): boolean =>
    nameKeys.some((key) => knownValue(readString(own, key))?.trim().toLowerCase() === header);

// `headers["x-api-key"] = { value: … }`, `headers["x-api-key"].value = …`, or as a member of an object.
const setsHeader = /(["'`])x-api-key\1\s*(?:\]\s*(?:\.\s*value\s*)?=(?!=)|:)([^;}]*)/gi;
// A key that the caller sent in another place is the caller's own.
const ofCaller = /\b(?:querystring|cookies|headers)\b/;

function checkFunction(edge: Resource): Finding[] {
    const code = knownValue(readString(edge.props, "code")) ?? "";
    const isInjected = [...code.matchAll(setsHeader)].some(([, , value = ""]) => !ofCaller.test(value));
    return isInjected ? [injected(edge, `its code sets the header ${header}`, `what sets ${header} in its code`)] : [];
}

const injected = (resource: Resource, actual: string, removed: string): Finding =>
    finding(resource, {
        actual: `${actual}, so whoever calls it passes the gateway with a key that is not the caller's`,
        expected,
        change: `remove ${removed}, and let clients send their own ${header}`,
    });
