import { combineResults, countedResult, type RuleResult, uncountedResult } from "../../../contract/result";
import { apisOf } from "../../../gateway/api-references";
import { distributionTypes, domainsOf, domainTypes, gatewayOriginsOf, stagesBehind } from "../../../gateway/edge";
import { stageName } from "../../../gateway/stage-name";
import { stageTypes } from "../../../gateway/types";
import { aclTypes, associationTypes, type Demand, demandsOf } from "../../../gateway/web-acl";
import { type Finding, finding, ofTier, undecidedFinding } from "../../../reading/finding";
import { ignoredChanges } from "../../../reading/ignored-changes";
import { resolveReference } from "../../../reading/references";
import { type Plain, type Resource, type Stack, UNKNOWN } from "../../../reading/resource";
import { knownValue, pathText, read, readBoolean, readList, readString } from "../../../reading/value";

/**
 * Reports a stage behind a distribution that also responds to requests that did not come through it, so that whatever the
 * edge rejects can be sent to the stage itself. The stage still asks for keys and throttles, so no rule is broken: the tier
 * is `network`. A lock is a secret header that the stage's firewall demands, or a client certificate
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-enable-mtls-distributions.html).
 */
export function checkOriginLock(stack: Stack, distribution: Resource): RuleResult {
    const stages = stagesBehind(stack, distribution).map((stage) =>
        countedResult("stage behind an edge", ofTier("network", checkStage(stack, distribution, stage))),
    );
    return combineResults([...stages, uncountedResult(ofTier("network", checkNames(stack, distribution)))]);
}

function checkStage(stack: Stack, distribution: Resource, stage: Resource): Finding[] {
    if (isClosedByCertificate(stack, distribution, stage) || isPrivate(stack, stage)) return [];
    const acls = aclsOf(stack, stage);
    const firewalls = acls.map((acl) => ({ acl, ...demandsOf(acl) }));
    const demands = firewalls.flatMap(({ acl, demands: own }) => own.map((demand) => ({ acl, demand })));
    const matches = demands.map(({ acl, demand }) => compareWithSent(stack, distribution, acl, demand));
    if (matches.includes("same")) return acls.flatMap((acl) => ignoredChanges(acl, ["rules", "defaultAction"]));
    const text = `stage "${stageName(stage) ?? stage.name}"`;
    if (firewalls.some(({ isUnknown }) => isUnknown) || matches.includes("unknown"))
        return [
            undecidedFinding(distribution, {
                actual: `${text} behind it may also respond to requests that do not come through it: what its firewall demands is not known at preview`,
                decidedBy:
                    "the rules of the web ACL that is associated with the stage, and the custom headers of the origin",
                change: "take the header of the origin and the searchString of the rule from the same secret",
            }),
        ];
    const differs = matches.includes("other")
        ? ", since its firewall demands another value of the header than the origin sends"
        : "";
    return [
        finding(distribution, {
            actual: `${text} behind it also responds to requests that do not come through it${differs}, so whoever the edge rejects can send them to the API's own host`,
            expected: "a stage that only the distribution can reach",
            change: "associate a regional web ACL with the stage that blocks requests without a secret header, and send this header in customHeaders of the origin",
        }),
    ];
}

const arnOf = ({ outputs }: Resource): string | undefined => knownValue(readString(outputs, "arn"));

const aclsOf = (stack: Stack, stage: Resource): readonly Resource[] =>
    stack
        .ofType(associationTypes)
        .filter((each) => resolveReference(stack, each, "resourceArn", stageTypes, arnOf).includes(stage))
        .flatMap((each) => resolveReference(stack, each, "webAclArn", aclTypes, arnOf));

// The first of each belongs to a Distribution, the second to a MultitenantDistribution.
const nameKeys = ["name", "headerName"];
const valueKeys = ["value", "headerValue"];

/** Whether an origin sends the header that a firewall demands, with the same value. Values that are not known must come from one resource. */
function compareWithSent(
    stack: Stack,
    distribution: Resource,
    acl: Resource,
    demand: Demand,
): "same" | "other" | "unknown" | "none" {
    const sent = gatewayOriginsOf(stack, distribution)
        .flatMap((index) => knownValue(readList(distribution.props, "origins", index, "customHeaders")) ?? [])
        .filter((each) => nameKeys.some((key) => knownValue(readString(each, key))?.toLowerCase() === demand.header))
        .map(headerValue);
    if (sent.length === 0) return "none";
    if (sent.some((value) => value !== UNKNOWN && demand.values.includes(value))) return "same";
    if (!sent.includes(UNKNOWN) && !demand.values.includes(UNKNOWN)) return "other";
    return haveSameSource(stack, distribution, acl) ? "same" : "unknown";
}

function headerValue(header: Plain): Plain {
    const values = valueKeys.map((key) => readString(header, key));
    return values.some(({ state }) => state === "unknown")
        ? UNKNOWN
        : (values.map(knownValue).find((each) => each !== undefined) ?? null);
}

// Resources whose outputs are public, so no secret comes from them.
const notSecret = /^aws:(apigateway|apigatewayv2|s3|acm|wafv2|cloudfront)\//;

function haveSameSource(stack: Stack, distribution: Resource, acl: Resource): boolean {
    const ofOrigins = distribution.propertyDependencies.origins ?? [];
    return (acl.propertyDependencies.rules ?? []).some((urn) => {
        const source = ofOrigins.includes(urn) ? stack.byUrn.get(urn) : undefined;
        return source !== undefined && !source.isComponent && !notSecret.test(source.type);
    });
}

// Three conditions: CloudFront has a certificate, each domain name demands one, and the default endpoint is disabled.
function isClosedByCertificate(stack: Stack, distribution: Resource, stage: Resource): boolean {
    const origins = gatewayOriginsOf(stack, distribution);
    const certificate = (index: number) =>
        readString(
            distribution.props,
            "origins",
            index,
            "customOriginConfig",
            "originMtlsConfig",
            "clientCertificateArn",
        );
    const domains = domainsOf(stack, stage);
    const apis = apisOf(stack, stage);
    return (
        origins.some((index) => ["known", "unknown"].includes(certificate(index).state)) &&
        domains.length > 0 &&
        domains.every(
            ({ props }) => readString(props, "mutualTlsAuthentication", "truststoreUri").state !== "absent",
        ) &&
        apis.length > 0 &&
        apis.every(({ props }) => knownValue(readBoolean(props, "disableExecuteApiEndpoint")) === true)
    );
}

const isPrivate = (stack: Stack, stage: Resource): boolean =>
    apisOf(stack, stage).some(({ props }) => {
        const types = knownValue(read(props, "endpointConfiguration", "types"));
        return types === "PRIVATE" || (Array.isArray(types) && types.includes("PRIVATE"));
    });

// DNS decides whether callers of the name come through the distribution.
function checkNames(stack: Stack, distribution: Resource): Finding[] {
    const names = knownValue(readList(distribution.props, "aliases")) ?? [];
    const place = names.findIndex((name) =>
        stack.ofType(domainTypes).some(({ props }) => name !== UNKNOWN && props.domainName === name),
    );
    if (place < 0 || !distributionTypes.has(distribution.type)) return [];
    return [
        finding(distribution, {
            actual: `${pathText(["aliases", place])} is also the domain name of an API, so a change of its DNS record leads past the distribution`,
            expected: "one name for the edge, and another one for the API behind it",
            change: "give the API's domain name another name than the distribution's alias",
        }),
    ];
}
