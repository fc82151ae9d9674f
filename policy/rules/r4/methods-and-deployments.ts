import { countedResult, emptyResult, type RuleResult } from "../../contract/result";
import type { Settings } from "../../contract/settings";
import { definitionOf } from "../../gateway/api";
import { apisOf } from "../../gateway/api-references";
import type { GatewayStage } from "../../gateway/graph";
import { integrationOf, methodsOf, methodsWith } from "../../gateway/methods";
import { otherSnapshot, snapshotOf } from "../../gateway/snapshots";
import { integrationTypes, methodTypes, pathTypes } from "../../gateway/types";
import { unresolvedDeployment } from "../../gateway/unresolved";
import { type Finding, finding, subject, unknownValueFinding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import { dependenciesOf } from "../../reading/references";
import type { Plain, Resource, Stack } from "../../reading/resource";
import { describeReading, knownValue, read, readBoolean, readObject, readString } from "../../reading/value";

/** Checks that a Method requires a key; OPTIONS may be a preflight, which r4-usage-plans joins with its integration. */
export function checkMethod(method: Resource): RuleResult {
    const verb = readString(method.props, "httpMethod");
    if (verb.state === "known" && verb.value.toUpperCase() === "OPTIONS") return emptyResult;
    return countedResult("operation", keyRequired(method));
}

function keyRequired(method: Resource): Finding[] {
    const required = readBoolean(method.props, "apiKeyRequired");
    if (required.state === "unknown") return [unknownValueFinding(method, required)];
    if (knownValue(required)) return ignoredChanges(method, ["apiKeyRequired", "httpMethod"]);
    return [
        finding(method, {
            actual: `apiKeyRequired is ${describeReading(required)}, so it can be called without a key`,
            expected: "a method that requires a key",
            change: "set apiKeyRequired to true",
        }),
    ];
}

/** Checks an OPTIONS method: with a mock integration it is a preflight, otherwise it has to require a key. */
export function checkOptions(stack: Stack, method: Resource, { exemptOperations }: Settings): RuleResult {
    const verb = readString(method.props, "httpMethod");
    if (verb.state !== "known" || verb.value.toUpperCase() !== "OPTIONS") return emptyResult;
    const integration = integrationOf(stack, method);
    const type = knownValue(readString(integration?.props ?? {}, "type"))?.toLowerCase();
    if (!integration || type !== "mock" || !exemptOperations.includes("preflight"))
        return countedResult("operation", keyRequired(method));
    // The type is checked by r1-private-backend.
    return countedResult("preflight", [
        ...ignoredChanges(method, ["httpMethod", "resourceId", "restApi"]),
        ...ignoredChanges(integration, ["httpMethod", "resourceId", "restApi"]),
    ]);
}

/**
 * Reports an Integration without a Method of this stack. It replaces the integration of an existing operation, and with
 * it what was checked in the body, such as a preflight's mock or a cache key
 * (docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html).
 */
export function checkReplacement(stack: Stack, integration: Resource): Finding[] {
    const apis = apisOf(stack, integration);
    const isElsewhere = apis.length === 0 && read(integration.props, "restApi").state !== "absent";
    const isOverBody = apis.some((api) => read(api.props, "body").state !== "absent");
    if (!(isElsewhere || isOverBody)) return [];
    const verb = readString(integration.props, "httpMethod");
    if (verb.state === "unknown") return [unknownValueFinding(integration, verb)];
    if (methodsWith(stack, integration).length > 0) return [];
    return [
        finding(integration, {
            actual: "it belongs to no Method of this stack, so it replaces an integration that was checked in a body, or one of another program",
            expected: "integrations in the RestApi's own body, or each beside its Method",
            change: "move it into the body's x-amazon-apigateway-integration",
        }),
    ];
}

/** Whether an API has operations, and none of them may demand a key. */
export function isKeyless(stack: Stack, api: Resource): boolean {
    const definition = definitionOf(api);
    if (definition.state === "unknown" || definition.state === "unreadable") return false;
    const ofBody = definition.state === "body" ? definition.body.operations.map(({ key }) => key.required) : [];
    const ofMethods = methodsOf(stack, api).map(({ resource }) => {
        const required = readBoolean(resource.props, "apiKeyRequired");
        return required.state === "unknown" || knownValue(required) === true;
    });
    const demands = [...ofBody, ...ofMethods];
    return demands.length > 0 && !demands.includes(true);
}

/**
 * A deployment is a snapshot: unless its triggers follow the body or the methods, a stage keeps serving an older
 * definition than the one that is checked (hashicorp/terraform-provider-aws, docs of `aws_api_gateway_deployment`).
 */
export function checkDeployment(stack: Stack, deployment: Resource): Finding[] {
    const apis = apisOf(stack, deployment);
    const bodies = apis.filter((api) => read(api.props, "body").state !== "absent");
    // Its own body is checked at the stages that serve it.
    if (snapshotOf(stack, deployment) !== undefined) return ignoredChanges(deployment, ["triggers", "restApi"]);
    const other = bodies.length > 0 ? otherSnapshot(stack, deployment) : undefined;
    if (other) return [frozen(deployment, other)];
    if (!bodies.every((api) => follows(deployment, [api]))) return [stale(deployment, "body", "body")];
    const untracked = apis
        .filter((api) => !bodies.includes(api))
        .map((api) => methodsOf(stack, api).map(({ resource }) => resource))
        .some((methods) => methods.length > 0 && !follows(deployment, [...methods, ...stack.ofType(besideMethods)]));
    if (untracked) return [stale(deployment, "methods", "JSON.stringify(methods)")];
    const missed = apis.flatMap((api) => untrackedMethods(stack, deployment, api));
    if (missed[0]) return [incompleteTriggers(deployment, missed[0])];
    const [used = "triggers"] = replacing.filter((property) => read(deployment.props, property).state !== "absent");
    return ignoredChanges(deployment, [used, "restApi"]);
}

const frozen = (deployment: Resource, other: Resource): Finding =>
    finding(deployment, {
        actual: `its triggers and those of ${subject(other)} are different digests, so one of them is a snapshot of an earlier body, which is not checked`,
        expected: "deployments of the body, or of earlier ones whose text is in the stack",
        change: "add a component gatehouse:gateway:Snapshot with the body and the settings that the digest is made of, or remove the older deployment",
    });

const besideMethods: ReadonlySet<string> = new Set([...integrationTypes, ...pathTypes]);

// A method that was added later is easily forgotten in the list that the digest is made of. A preflight serves no data.
function untrackedMethods(stack: Stack, deployment: Resource, api: Resource): Resource[] {
    const followed = replacing.flatMap((property) => dependenciesOf(stack, deployment, property, followable));
    if (followed.length === 0 || hasOtherTrigger(deployment)) return [];
    return methodsOf(stack, api)
        .filter((method) => !("operation" in method && method.operation.method === "OPTIONS"))
        .filter(({ resource }) => !followed.includes(resource))
        .filter((method) => !("integration" in method && method.integration && followed.includes(method.integration)))
        .map(({ resource }) => resource);
}

const followable: ReadonlySet<string> = new Set([...methodTypes, ...integrationTypes]);

// Another trigger may be a digest of the program's own files, which changes with every method.
const hasOtherTrigger = ({ props }: Resource): boolean =>
    replacing.flatMap((property) => Object.keys(knownValue(readObject(props, property)) ?? {})).length > 1;

const incompleteTriggers = (deployment: Resource, missed: Resource): Finding =>
    finding(deployment, {
        actual: `triggers depend on other methods, but not on ${subject(missed)}, so a change of it would not be deployed`,
        expected: "a deployment for each state of every method",
        change: `add ${subject(missed)} and its Integration to the triggers`,
    });

/** The finding about a deployment whose triggers leave out a part of its API. */
export const stale = (deployment: Resource, part: string, digested: string): Finding =>
    finding(deployment, {
        actual: `triggers do not depend on the API's ${part}, so a change of the ${part} would not be deployed`,
        expected: `a deployment for each state of the ${part}`,
        change: `set triggers to a digest of the ${part}, such as { ${part}: createHash('sha256').update(${digested}).digest('hex') }`,
    });

/**
 * Checks that a stage and its canary serve deployments of this stack, since the operations of others are not checked.
 */
export function checkServed(stack: Stack, stage: GatewayStage): Finding[] {
    // R2 reports a stage of an API outside the stack.
    if (stage.apis.length === 0) return [];
    const unresolved = unresolvedDeployment(stack, stage.resource);
    if (unresolved !== undefined) return [unresolved];
    return ignoredChanges(stage.resource, ["deployment", "restApi", "stageName", "canarySettings.deploymentId"]);
}

// Both replace the deployment when they change (hashicorp/terraform-provider-aws, internal/service/apigateway/deployment.go:
// ForceNew); pulumi/pulumi-aws-apigateway, aws-apigateway/apigateway/api.ts, puts its digest into `variables`.
const replacing = ["triggers", "variables"] as const;

// The source of a digest cannot be determined, but a value that is no digest, or is a date, was not derived from the
// body. A digest in base64 has the length of MD5, SHA-1, SHA-2 or SHA-384, and letters of both cases. A commit hash, or a
// timestamp with seconds, changes with the program; full hours are written by hand.
const hexDigest = /^[0-9a-f]{32,}$/i;
const base64Digest =
    /^(?=.*[a-z])(?=.*[A-Z])(?=.*[\d+/_-])(?:[A-Za-z0-9+/_-]{22}(?:==)?|[A-Za-z0-9+/_-]{27}=?|[A-Za-z0-9+/_-]{38}(?:==)?|[A-Za-z0-9+/_-]{43}=?|[A-Za-z0-9+/_-]{64})$/;
const commit = /^(?=.*\d)(?=.*[a-f])[0-9a-f]{7,40}$/;
const clock =
    /^(\d{4}-\d\d-\d\d[T ]\d\d:(?!00:00(\.0+)?([Z+-]|$))\d\d:\d\d(\.\d{3,9})?(Z|[+-]\d\d:?\d\d)?|1\d{9}(\d{3}|\.\d{3,9})?)$/;
const maxDate = 64;

/** Whether a deployment is replaced when one of these parts of its API changes, as far as its triggers tell. */
export const follows = (deployment: Resource, parts: readonly Resource[]): boolean =>
    replacing.some((property) => followsBy(deployment, property, parts));

function followsBy(deployment: Resource, property: (typeof replacing)[number], parts: readonly Resource[]): boolean {
    const triggers = readObject(deployment.props, property);
    const values = triggers.state === "known" ? Object.values(triggers.value) : [];
    const from = parts.filter(({ urn }) => (deployment.propertyDependencies[property] ?? []).includes(urn));
    if (from.length > 0)
        return triggers.state === "unknown" || values.some((value) => !from.some((part) => isConstant(value, part)));
    return values.some((value) => typeof value === "string" && (isGenerated(value) || value.length > maxDate));
}

const isGenerated = (value: string): boolean =>
    [hexDigest, base64Digest, commit, clock].some((pattern) => pattern.test(value));

// Values that stay the same when the body changes or a method drops its key, such as the name and the id of the API.
const isConstant = (value: Plain, { props, outputs }: Resource): boolean =>
    typeof value === "string" &&
    value !== props.body &&
    [...Object.values(props), ...Object.values(outputs)].includes(value);
