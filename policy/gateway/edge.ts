import { dependenciesOf, idOf, resolveReference } from "../reading/references";
import { type Plain, type Resource, type Stack, UNKNOWN } from "../reading/resource";
import { isList, knownValue, type Path, readList, readString } from "../reading/value";
import { apisOf } from "./api-references";
import { gatewayOf } from "./graph";
import { stageName } from "./stage-name";
import { apiTypes, deploymentTypes, newerApiTypes, newerStageTypes, stageTypes } from "./types";

/** CloudFront distributions; those for several tenants write some properties differently. */
export const distributionTypes: ReadonlySet<string> = new Set([
    "aws:cloudfront/distribution:Distribution",
    "aws:cloudfront/multitenantDistribution:MultitenantDistribution",
]);

/** Custom domain names of REST APIs. */
export const domainTypes: ReadonlySet<string> = new Set(["aws:apigateway/domainName:DomainName"]);

// The first two belong to a Distribution, the first and the last to a MultitenantDistribution.
const behaviourKeys = ["defaultCacheBehavior", "orderedCacheBehaviors", "cacheBehaviors"];

/** Places of a distribution's behaviours; a list that is not known counts as one. */
export const behavioursOf = ({ props }: Resource): readonly Path[] =>
    behaviourKeys.filter((key) => props[key] !== undefined).flatMap((key) => placesOf(key, props[key]));

const placesOf = (key: string, value: Plain | undefined): readonly Path[] =>
    isList(value) ? [...value.keys()].map((index) => [key, index]) : [[key]];

/** Custom domain names of HTTP and WebSocket APIs, and of REST APIs by a mapping of the newer kind. */
export const newerDomainTypes: ReadonlySet<string> = new Set(["aws:apigatewayv2/domainName:DomainName"]);

/** Domain names that an HTTP API can be mapped to (docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-regional-api-custom-domain-create.html). */
export const anyDomainTypes: ReadonlySet<string> = new Set([...domainTypes, ...newerDomainTypes]);

const gatewayTypes: ReadonlySet<string> = new Set(
    [apiTypes, stageTypes, deploymentTypes, domainTypes, newerApiTypes, newerStageTypes, newerDomainTypes].flatMap(
        (types) => [...types],
    ),
);
const executeApi = /^([a-z0-9]+)\.execute-api\.[\w-]+\.amazonaws\.com(?:\.cn)?$/;

/** Indexes of the origins that are the gateway. An unknown origin counts, unless it is a bucket or depends on no part of a gateway. */
export function gatewayOriginsOf(stack: Stack, distribution: Resource): readonly number[] {
    const depends = dependenciesOf(stack, distribution, "origins", gatewayTypes).length > 0;
    const origins = knownValue(readList(distribution.props, "origins")) ?? [];
    return [...origins.keys()].filter((index) => {
        const origin = origins[index] ?? null;
        const host = readString(origin, "domainName");
        if (host.state === "known") return executeApi.test(host.value) || isDomainOfApi(stack, host.value);
        return host.state === "unknown" && depends && (origin === UNKNOWN || !isBucket(origin));
    });
}

// Only origins of storage have an access control (cloudfront/latest/APIReference/API_OriginAccessControlConfig.html).
const isBucket = (origin: Plain): boolean =>
    [["originAccessControlId"], ["s3OriginConfig"]].some(
        (path) => readString(origin, ...path).state !== "absent" && knownValue(readString(origin, ...path)) !== "",
    );

/** Whether a host is a custom domain name of an API of this stack. */
export const isDomainOfApi = (stack: Stack, host: string): boolean =>
    domainsNamed(stack, host).length > 0 || domainsNamed(stack, host, newerDomainTypes).length > 0;

const domainsNamed = (stack: Stack, host: string, types = domainTypes): readonly Resource[] =>
    stack.ofType(types).filter(({ props }) => knownValue(readString(props, "domainName")) === host);

/** Indexes of the origins that a behaviour may send requests to: all of them, if that is not known. */
export function targetsOf({ props }: Resource, behaviour: Path): readonly number[] {
    const origins = knownValue(readList(props, "origins")) ?? [];
    const target = knownValue(readString(props, ...behaviour, "targetOriginId"));
    const group = (knownValue(readList(props, "originGroups")) ?? []).find(
        (each) => knownValue(readString(each, "originId")) === target,
    );
    const ids = (knownValue(readList(group ?? null, "members")) ?? []).map((each) =>
        knownValue(readString(each, "originId")),
    );
    const named = [...origins.keys()].filter((index) => {
        const id = readString(origins[index] ?? null, "originId");
        return id.state !== "known" || id.value === target || ids.includes(id.value);
    });
    const mayBeAny = target === undefined || ids.includes(undefined) || named.length === 0;
    return mayBeAny ? [...origins.keys()] : named;
}

/** Stages of this stack that a distribution sends requests to. */
export function stagesBehind(stack: Stack, distribution: Resource): readonly Resource[] {
    const hosts = gatewayOriginsOf(stack, distribution).flatMap(
        (index) => knownValue(readString(distribution.props, "origins", index, "domainName")) ?? [],
    );
    const referenced = dependenciesOf(stack, distribution, "origins", gatewayTypes);
    const ids = hosts.flatMap((host) => executeApi.exec(host)?.[1] ?? []);
    const named = [
        ...stack.ofType(apiTypes).filter((api) => ids.includes(idOf(api) ?? "")),
        ...hosts.flatMap((host) => domainsNamed(stack, host)),
    ];
    return [...new Set([...referenced, ...named].flatMap((each) => stagesOf(stack, each)))];
}

function stagesOf(stack: Stack, part: Resource): readonly Resource[] {
    if (stageTypes.has(part.type)) return [part];
    if (domainTypes.has(part.type)) return mappingsOf(stack, part).flatMap((each) => mappedStages(stack, each));
    const apis = apiTypes.has(part.type) ? [part] : apisOf(stack, part);
    return gatewayOf(stack).stages.flatMap((stage) =>
        stage.apis.some((api) => apis.includes(api)) ? stage.resource : [],
    );
}

// Names of the API and of the stage in each type.
const mappingProperties: ReadonlyMap<string, readonly [string, string]> = new Map([
    ["aws:apigateway/basePathMapping:BasePathMapping", ["restApi", "stageName"]],
    ["aws:apigatewayv2/apiMapping:ApiMapping", ["apiId", "stage"]],
]);

// A mapping whose name is unknown and depends on no domain name of the stack may belong to any.
const mappingsOf = (stack: Stack, domain: Resource): readonly Resource[] =>
    stack.ofType(new Set(mappingProperties.keys())).filter((each) => {
        const named = resolveReference(stack, each, "domainName", domainTypes, hostOf);
        const mayBeAny = named.length === 0 && readString(each.props, "domainName").state === "unknown";
        return mayBeAny || named.includes(domain);
    });

const hostOf = ({ props }: Resource): string | undefined => knownValue(readString(props, "domainName"));

function mappedStages(stack: Stack, mapping: Resource): readonly Resource[] {
    const [api, stage] = mappingProperties.get(mapping.type) ?? ["restApi", "stageName"];
    const apis = apisOf(stack, mapping, api);
    const ofApis = apis.flatMap((each) => stagesOf(stack, each));
    const named = resolveReference(stack, mapping, stage, stageTypes, stageName);
    return readString(mapping.props, stage).state === "absent" ? ofApis : ofApis.filter((each) => named.includes(each));
}

/** Domain names that a stage can be called under. */
export const domainsOf = (stack: Stack, stage: Resource): readonly Resource[] =>
    stack
        .ofType(domainTypes)
        .filter((domain) => mappingsOf(stack, domain).some((each) => mappedStages(stack, each).includes(stage)));
