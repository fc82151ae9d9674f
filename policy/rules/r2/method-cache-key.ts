import { authorizersOf } from "../../gateway/methods";
import { apiTypes, pathTypes } from "../../gateway/types";
import { type Finding, unknownValueFinding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import { dependenciesOf } from "../../reading/references";
import type { Resource, Stack } from "../../reading/resource";
import { isList, read, readString } from "../../reading/value";
import { checkCacheKey } from "./cache-key";
import type { GetOperation } from "./get-operations";

// The type is checked by r1-private-backend.
const ofIntegration = ["cacheKeyParameters", "cacheNamespace", "requestParameters", "responseTransferMode"];
const ofMethod = ["requestParameters", "authorization", "authorizerId", "resourceId", "restApi"];

/** Checks the cache key of a GET operation and, for a Method, the resources that it depends on. */
export function checkGetOperation(stack: Stack, { source, operation, integration }: GetOperation): Finding[] {
    const findings = checkCacheKey(source, operation);
    if (findings.length > 0 || apiTypes.has(source.type)) return findings;
    const authorization = read(source.props, "authorization");
    if (authorization.state === "unknown") return [unknownValueFinding(source, authorization)];
    const ofSource = [...ignoredChanges(source, ofMethod), ...checkAuthorizers(stack, source)];
    if (!integration) return ofSource;
    const ambiguous = unknownKeyFinding(integration) ?? unknownNamespaceFinding(stack, integration);
    return [...ofSource, ...(ambiguous ? [ambiguous] : ignoredChanges(integration, ofIntegration))];
}

// The cache key has to include everything that an Authorizer reads, so that has to be known.
function checkAuthorizers(stack: Stack, method: Resource): Finding[] {
    return authorizersOf(stack, method).flatMap((authorizer) => {
        const sources = readString(authorizer.props, "identitySource");
        if (sources.state === "unknown") return [unknownValueFinding(authorizer, sources)];
        return ignoredChanges(authorizer, ["identitySource"]);
    });
}

// An unknown part of the key may differ in every request.
function unknownKeyFinding(integration: Resource): Finding | undefined {
    const keys = read(integration.props, "cacheKeyParameters");
    const names = keys.state === "known" && isList(keys.value) ? keys.value : [];
    const [unknown] = [
        keys,
        ...names.map((_name, index) => read(integration.props, "cacheKeyParameters", index)),
        ...names.flatMap((name) =>
            typeof name === "string" ? [read(integration.props, "requestParameters", name)] : [],
        ),
    ].filter(({ state }) => state === "unknown");
    return unknown && unknownValueFinding(integration, unknown);
}

// API Gateway itself uses the id of the path's Resource.
function unknownNamespaceFinding(stack: Stack, integration: Resource): Finding | undefined {
    const namespace = read(integration.props, "cacheNamespace");
    if (namespace.state !== "unknown") return undefined;
    return dependenciesOf(stack, integration, "cacheNamespace", pathTypes).length > 0
        ? undefined
        : unknownValueFinding(integration, namespace);
}
