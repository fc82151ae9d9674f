import { apisOf } from "../../gateway/api-references";
import type { GatewayStage } from "../../gateway/graph";
import { methodsOf } from "../../gateway/methods";
import { deploymentTypes, integrationTypes, methodTypes, pathTypes } from "../../gateway/types";
import { type Finding, finding, subject } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import { dependenciesOf, idOf, resolveReference } from "../../reading/references";
import type { Plain, Resource, Stack } from "../../reading/resource";
import { knownValue, pathText, read, readObject, readString } from "../../reading/value";

/**
 * A deployment is a snapshot: unless its triggers follow the body or the methods, a stage keeps serving an older
 * definition than the one that is checked (hashicorp/terraform-provider-aws, docs of `aws_api_gateway_deployment`).
 */
export function checkDeployment(stack: Stack, deployment: Resource): Finding[] {
    const apis = apisOf(stack, deployment);
    const bodies = apis.filter((api) => read(api.props, "body").state !== "absent");
    if (!bodies.every((api) => follows(deployment, [api]))) return [stale(deployment, "body", "body")];
    const untracked = apis
        .filter((api) => !bodies.includes(api))
        .map((api) => methodsOf(stack, api).map(({ resource }) => resource))
        .some((methods) => methods.length > 0 && !follows(deployment, [...methods, ...stack.ofType(besideMethods)]));
    if (untracked) return [stale(deployment, "methods", "JSON.stringify(methods)")];
    const missed = apis.flatMap((api) => untrackedMethods(stack, deployment, api));
    if (missed[0]) return [incompleteTriggers(deployment, missed[0])];
    return ignoredChanges(deployment, ["triggers", "restApi"]);
}

const besideMethods: ReadonlySet<string> = new Set([...integrationTypes, ...pathTypes]);

// A method that was added later is easily forgotten in the list that the digest is made of. A preflight serves no data.
function untrackedMethods(stack: Stack, deployment: Resource, api: Resource): Resource[] {
    const followed = dependenciesOf(stack, deployment, "triggers", followable);
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
    Object.keys(knownValue(readObject(props, "triggers")) ?? {}).length > 1;

const incompleteTriggers = (deployment: Resource, missed: Resource): Finding =>
    finding(deployment, {
        actual: `triggers depend on other methods, but not on ${subject(missed)}, so a change of it would not be deployed`,
        expected: "a deployment for each state of every method",
        change: `add ${subject(missed)} and its Integration to the triggers`,
    });

const stale = (deployment: Resource, part: string, digested: string): Finding =>
    finding(deployment, {
        actual: `triggers do not depend on the API's ${part}, so a change of the ${part} would not be deployed`,
        expected: `a deployment for each state of the ${part}`,
        change: `set triggers to a digest of the ${part}, such as { ${part}: createHash('sha256').update(${digested}).digest('hex') }`,
    });

/**
 * Checks that a stage and its canary serve deployments of this stack, since the operations of others are not checked.
 */
export function checkServed(stack: Stack, { resource: stage, apis }: GatewayStage): Finding[] {
    // R2 reports a stage of an API outside the stack.
    if (apis.length === 0) return [];
    const canary = read(stage.props, "canarySettings", "deploymentId");
    const readings = [read(stage.props, "deployment"), ...(canary.state === "absent" ? [] : [canary])];
    const unresolved = readings.find(({ path }) => !resolvesToDeployment(stack, stage, path.map(String)));
    if (unresolved === undefined)
        return ignoredChanges(stage, ["deployment", "restApi", "stageName", "canarySettings.deploymentId"]);
    return [
        finding(stage, {
            actual: `${pathText(unresolved.path)} does not resolve to a Deployment of this stack, so the served operations are not known`,
            expected: "a stage and a canary that serve deployments of this program",
            change: `set ${pathText(unresolved.path)} from the Deployment resource`,
        }),
    ];
}

function resolvesToDeployment(stack: Stack, stage: Resource, [property = "", ...inner]: readonly string[]): boolean {
    if (inner.length === 0) return resolveReference(stack, stage, property, deploymentTypes).length > 0;
    const reading = readString(stage.props, property, ...inner);
    if (reading.state === "known")
        return stack.ofType(deploymentTypes).some((deployment) => idOf(deployment) === reading.value);
    return reading.state === "unknown" && dependenciesOf(stack, stage, property, deploymentTypes).length > 0;
}

// The source of a digest cannot be determined, but a value that is too short for a digest, or is a date, was not
// derived from the body. A commit hash, or a timestamp with seconds, changes with the program; full hours are written
// by hand.
const digest = /^([0-9a-f]{32,}|[A-Za-z0-9+/_-]{22,}={0,2})$/i;
const commit = /^(?=.*\d)(?=.*[a-f])[0-9a-f]{7,40}$/;
const clock =
    /^(\d{4}-\d\d-\d\d[T ]\d\d:(?!00:00(\.0+)?([Z+-]|$))\d\d:\d\d(\.\d{3,9})?(Z|[+-]\d\d:?\d\d)?|1\d{9}(\d{3}|\.\d{3,9})?)$/;
const maxDate = 64;

function follows(deployment: Resource, parts: readonly Resource[]): boolean {
    const triggers = readObject(deployment.props, "triggers");
    const values = triggers.state === "known" ? Object.values(triggers.value) : [];
    const from = parts.filter(({ urn }) => (deployment.propertyDependencies.triggers ?? []).includes(urn));
    if (from.length > 0)
        return triggers.state === "unknown" || values.some((value) => !from.some((part) => isConstant(value, part)));
    return values.some((value) => typeof value === "string" && (isGenerated(value) || value.length > maxDate));
}

const isGenerated = (value: string): boolean => [digest, commit, clock].some((pattern) => pattern.test(value));

// Values that stay the same when the body changes or a method drops its key, such as the name and the id of the API.
const isConstant = (value: Plain, { props, outputs }: Resource): boolean =>
    typeof value === "string" &&
    value !== props.body &&
    [...Object.values(props), ...Object.values(outputs)].includes(value);
