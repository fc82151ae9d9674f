import { apisOf } from "../../../gateway/api-references";
import { stageName } from "../../../gateway/stage-name";
import { apiTypes, newerStageTypes, stageTypes } from "../../../gateway/types";
import { type Finding, finding, quietly, undecidedFinding, unknownValueFinding } from "../../../reading/finding";
import { ignoredChanges } from "../../../reading/ignored-changes";
import { dependenciesOf, idOf } from "../../../reading/references";
import { type Plain, type Resource, type Stack, UNKNOWN } from "../../../reading/resource";
import {
    isList,
    isObject,
    knownValue,
    type Path,
    pathText,
    readList,
    readString,
    unknownAt,
} from "../../../reading/value";
import { loadBalancerTypes } from "../load-balancing/attachment-table";
import { terraformName } from "../other-tools/terraform-types";

/** A mapping of API Gateway V2, which serves REST APIs too. */
export const newerMappingType = "aws:apigatewayv2/apiMapping:ApiMapping";
const ruleType = "aws:apigatewayv2/routingRule:RoutingRule";
const anyStageTypes: ReadonlySet<string> = new Set([...stageTypes, ...newerStageTypes]);
const published: ReadonlySet<string> = new Set([...apiTypes, ...stageTypes]);

/** Resources that publish an API under a domain name. */
export const mappingTypes: ReadonlySet<string> = new Set([
    "aws:apigateway/basePathMapping:BasePathMapping",
    newerMappingType,
    ruleType,
]);

/** Checks that a domain name maps to an API and a stage of this stack, which the other policies check. */
export function checkMapping(stack: Stack, mapping: Resource): Finding[] {
    if (mapping.type === ruleType) {
        return isRuleChecked(stack, mapping)
            ? ignoredChanges(mapping, ["actions"])
            : [unresolved(mapping, "actions", "RestApi and Stage")];
    }
    const isNewer = mapping.type === newerMappingType;
    const [property, ofStage] = isNewer ? ["apiId", "stage"] : ["restApi", "stageName"];
    // A mapping of the newer kind to an API outside the stack is reported by r4-usage-plans.
    if (apisOf(stack, mapping, property).length === 0) return isNewer ? [] : [unresolved(mapping, property, "RestApi")];
    if (!isStageChecked(stack, mapping, mapping.props, ofStage)) return [unresolved(mapping, ofStage, "Stage")];
    return ignoredChanges(mapping, [property, ofStage]);
}

// Without a stage, the path of a request names one, and each stage of the stack is checked.
function isStageChecked(stack: Stack, mapping: Resource, root: Plain, property: string): boolean {
    const name = readString(root, property);
    if (name.state === "unknown") return dependenciesOf(stack, mapping, name.path.join("."), anyStageTypes).length > 0;
    return name.state === "absent" || stack.ofType(anyStageTypes).some((stage) => isNamed(stage, name));
}

const isNamed = (stage: Resource, name: ReturnType<typeof readString>): boolean =>
    name.state === "known" && [name.value, undefined].includes(stageName(stage));

// Known ids have to belong to this stack; unknown ones are resolved by dependencies.
function isRuleChecked(stack: Stack, rule: Resource): boolean {
    const actions = readList(rule.props, "actions");
    if (actions.state !== "known") return false;
    const ids = new Set(stack.ofType(apiTypes).map(idOf));
    const comes = (types: ReadonlySet<string>) => dependenciesOf(stack, rule, "actions", types).length > 0;
    return actions.value.every((action) => {
        const [id, stage] = [readString(action, "invokeApi", "apiId"), readString(action, "invokeApi", "stage")];
        const isKnownStage = stack.ofType(stageTypes).some((each) => isNamed(each, stage));
        return (
            (id.state === "known" ? ids.has(id.value) : id.state === "unknown" && comes(published)) &&
            (stage.state === "unknown" ? comes(stageTypes) : stage.state === "absent" || isKnownStage)
        );
    });
}

const unresolved = (mapping: Resource, property: string, kind: string): Finding => ({
    ...undecidedFinding(mapping, {
        actual: `${property} does not resolve to any ${kind} of this stack, so the published API cannot be checked`,
        decidedBy: kind === "Stage" ? "the stage that it publishes" : "the API that it publishes",
        change: `set ${property} from the ${kind} of this program`,
    }),
    tier: "strict",
});

// Properties with the targets of a record, in the aws provider and in aws-native.
const targets: ReadonlyMap<string, readonly string[]> = new Map([
    ["aws:route53/record:Record", ["aliases", "records"]],
    ["aws:route53/recordsExclusive:RecordsExclusive", ["resourceRecordSets"]],
    ["aws-native:route53:RecordSet", ["aliasTarget", "resourceRecords"]],
    ["aws-native:route53:RecordSetGroup", ["recordSets"]],
]);
const ofModule = ["alias", "records"];

// Host names that are always public. The host name of an internal load balancer begins with "internal-"; that of a
// network load balancer does not show it
// (docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html).
const publicHost = new RegExp(
    `^(?:${[
        "(?:dualstack\\.|ipv6\\.)?(?!internal-)[\\w-]+\\.[\\w-]+\\.elb\\.amazonaws\\.com(?:\\.cn)?",
        "ec2-\\d+(?:-\\d+){3}\\.[\\w.-]+\\.amazonaws\\.com(?:\\.cn)?",
        "[\\w-]+\\.lambda-url\\.[\\w-]+\\.on\\.aws",
        "[\\w.-]+\\.(?:awsglobalaccelerator\\.com|cfargotunnel\\.com|ngrok-cname\\.com|ngrok(?:-free)?\\.(?:app|dev|io))",
    ].join("|")})\\.?$`,
    "i",
);

/** DNS records. */
export const recordTypes: ReadonlySet<string> = new Set(targets.keys());

/** Whether a type is a DNS record in a Terraform module. */
export const isModuleRecord = (type: string): boolean =>
    type.includes(":tf:") && terraformName(type) === "aws_route53_record";

/**
 * Reports a record that points to a public host outside this program. A target that is not known yet usually comes from a
 * resource of the program, which is checked itself, such as a certificate, a distribution or the gateway: of that no one is
 * warned, but the update looks at it.
 */
export function checkRecord(stack: Stack, record: Resource): Finding[] {
    const properties = (targets.get(record.type) ?? ofModule).filter(
        (property) => dependenciesOf(stack, record, property, loadBalancerTypes).length === 0,
    );
    for (const property of properties) {
        const at = publicAt(record.props[property], [property]);
        if (at) return [reported(record, at)];
    }
    for (const property of properties.filter((each) => mayNameHost(record, each))) {
        const path = unknownTarget(record.props[property], [property]);
        if (path === undefined) continue;
        const open = [unknownValueFinding(record, unknownAt(...path))];
        return isFromOutside(stack, record, property) ? open : quietly(open);
    }
    return [];
}

// A and AAAA records hold addresses, or the host of an alias. The others, such as TXT and MX, lead to no API.
function mayNameHost({ props }: Resource, property: string): boolean {
    const type = knownValue(readString(props, "type"));
    return type === undefined || type === "CNAME" || (/^A{1,4}$/.test(type) && /^alias/.test(property));
}

const withoutHost = /^(zoneId|hostedZoneId|evaluateTargetHealth|ttl|type)$/;

function unknownTarget(value: Plain | undefined, path: Path): Path | undefined {
    if (value === UNKNOWN) return path;
    for (const [key, own] of membersOf(value)) {
        const found = withoutHost.test(String(key)) ? undefined : unknownTarget(own, [...path, key]);
        if (found) return found;
    }
    return undefined;
}

// Sources that no policy can check: other stacks, and code that runs. A value without a source may be anything.
const outside = /^(pulumi:pulumi:StackReference$|pulumi-(nodejs|python):|command:)/;

function isFromOutside(stack: Stack, record: Resource, property: string): boolean {
    const own = record.propertyDependencies[property] ?? [];
    const sources = (own.length > 0 ? own : record.dependencies).flatMap((urn) => stack.byUrn.get(urn) ?? []);
    return sources.length === 0 || sources.some(({ type }) => outside.test(type));
}

interface Host {
    readonly path: Path;
    readonly name: string;
}

function publicAt(value: Plain | undefined, path: Path): Host | undefined {
    if (typeof value === "string") return publicHost.test(value) ? { path, name: value } : undefined;
    for (const [key, own] of membersOf(value)) {
        const host = publicAt(own, [...path, key]);
        if (host) return host;
    }
    return undefined;
}

const membersOf = (value: Plain | undefined): readonly (readonly [string | number, Plain])[] =>
    isList(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];

const reported = (record: Resource, { path, name }: Host): Finding =>
    finding(record, {
        actual: `${pathText(path)} points to "${name}", a public host outside this program`,
        expected: "records that point to the API gateway or to private hosts",
        change: `set ${pathText(path)} to the domain name of the API gateway, or to an internal load balancer`,
    });
