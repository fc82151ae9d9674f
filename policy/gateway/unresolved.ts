import { type Finding, finding, type Reason, undecidedFinding, unknownValueFinding } from "../reading/finding";
import { dependenciesOf, idOf, resolveReference } from "../reading/references";
import { type Plain, type Resource, type Stack, UNKNOWN } from "../reading/resource";
import {
    describeReading,
    isList,
    isObject,
    knownValue,
    pathText,
    read,
    readBoolean,
    readString,
} from "../reading/value";
import { apisOf } from "./api-references";
import type { Gateway, GatewayStage, MethodSettings } from "./graph";
import { stageName } from "./stage-name";
import { deploymentTypes, newerDeploymentTypes, newerStageTypes } from "./types";

/**
 * Finding for a reference that leads to nothing in this stack: undecided, since the other end comes later (a component
 * that shows no resources yet) or is declared elsewhere, and a breach if it names nothing.
 */
export function unresolvedFinding(part: Resource, property: string, reason: Reason): Finding {
    const value = read(part.props, ...property.split("."));
    if (value.state === "absent" || (value.state === "known" && isList(value.value) && value.value.length === 0))
        return finding(part, reason);
    const isOpen = value.state === "unknown" || (value.state === "known" && holdsUnknown(value.value));
    return undecidedFinding(part, {
        actual: reason.actual,
        decidedBy: isOpen
            ? `the value of ${property}, which pulumi up checks before it creates the resource`
            : `the resource that ${property} names, which is not in this stack`,
        change: reason.change,
    });
}

/**
 * Finding that follows from another one, such as a stage without a plan from a plan whose stages are not known: it is
 * undecided if the other one is, and has the same cause.
 */
export function followingFinding(cause: Finding | undefined, resource: Resource, reason: Reason): Finding {
    if (cause?.undecided === undefined) return finding(resource, reason);
    const { undecided, message } = cause;
    const decidedBy = `${undecided.what} (${message.slice(0, message.indexOf(":"))})`;
    return { ...undecidedFinding(resource, { actual: reason.actual, decidedBy, change: reason.change }), undecided };
}

/** Finding for a stage or its canary that serves a deployment outside this stack. */
export function unresolvedDeployment(stack: Stack, stage: Resource): Finding | undefined {
    const canary = read(stage.props, "canarySettings", "deploymentId");
    const readings = [read(stage.props, "deployment"), ...(canary.state === "absent" ? [] : [canary])];
    const unresolved = readings.find(({ path }) => !resolvesToDeployment(stack, stage, path.map(String)));
    if (unresolved === undefined) return undefined;
    const at = pathText(unresolved.path);
    return unresolvedFinding(stage, at, {
        actual: `${at} does not resolve to a Deployment of this stack, and the served operations are not known`,
        expected: "a stage and a canary that serve deployments of this program",
        change: `set ${at} from the Deployment resource`,
    });
}

function resolvesToDeployment(stack: Stack, stage: Resource, [property = "", ...inner]: readonly string[]): boolean {
    if (inner.length === 0) return resolveReference(stack, stage, property, deploymentTypes).length > 0;
    const reading = readString(stage.props, property, ...inner);
    if (reading.state === "known")
        return stack.ofType(deploymentTypes).some((deployment) => idOf(deployment) === reading.value);
    return reading.state === "unknown" && dependenciesOf(stack, stage, property, deploymentTypes).length > 0;
}

/**
 * Finding for a stage of an HTTP or WebSocket API that may serve its API as it was before: without `autoDeploy`, it serves a
 * deployment (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html), which AWS keeps while the program names
 * none.
 */
export function unresolvedNewerDeployment(stack: Stack, stage: Resource): Finding | undefined {
    const automatic = readBoolean(stage.props, "autoDeploy");
    if (knownValue(automatic) || newerDeploymentsOf(stack, stage).length > 0) return undefined;
    if (automatic.state === "unknown" || automatic.state === "invalid") return unknownValueFinding(stage, automatic);
    const deployment = read(stage.props, "deploymentId");
    const without =
        deployment.state === "absent"
            ? "it has no deploymentId"
            : "deploymentId does not resolve to a Deployment of this stack";
    return unresolvedFinding(stage, "deploymentId", {
        actual: `autoDeploy is ${describeReading(automatic)} and ${without}, so it may serve the API's routes as they were before they demanded a key`,
        expected: "a stage that serves the routes of this program",
        change: "set autoDeploy to true, or deploymentId from an aws.apigatewayv2.Deployment of this program",
    });
}

/** Deployments of the stack that a stage of an HTTP or WebSocket API serves; those of CloudFormation may name the stage. */
function newerDeploymentsOf(stack: Stack, stage: Resource): readonly Resource[] {
    if (read(stage.props, "deploymentId").state !== "absent")
        return resolveReference(stack, stage, "deploymentId", newerDeploymentTypes);
    const apis = apisOf(stack, stage, "apiId");
    return stack
        .ofType(newerDeploymentTypes)
        .filter((each) => apisOf(stack, each, "apiId").some((api) => apis.includes(api)))
        .filter((each) => resolveReference(stack, each, "stageName", newerStageTypes, stageName).includes(stage));
}

/** Finding for settings whose stage is not in the stack. */
export const unresolvedSettings = ({ resource }: MethodSettings): Finding =>
    unresolvedFinding(resource, read(resource.props, "stageName").state === "unknown" ? "stageName" : "restApi", {
        actual: "stageName and restApi do not resolve to a Stage of this stack, so these settings apply to no checked operation",
        expected: "settings of a stage that this program declares",
        change: "set restApi and stageName from the Stage resource",
    });

/** Finding for settings whose path is not known; R2 and R3 report the same. */
export const unknownPath = (settings: Resource): Finding =>
    unknownValueFinding(settings, readString(settings.props, "methodPath"));

/** Findings for settings that may be those of a stage, as far as is known. */
export const openSettings = (gateway: Gateway, stage: GatewayStage): Finding[] => [
    ...stage.settings.flatMap(({ resource, path }) => (path === undefined ? [unknownPath(resource)] : [])),
    ...gateway.settings.filter(({ stages }) => stages.length === 0).map(unresolvedSettings),
];

const holdsUnknown = (value: Plain): boolean =>
    value === UNKNOWN ||
    (isList(value) && value.some(holdsUnknown)) ||
    (isObject(value) && Object.values(value).some(holdsUnknown));
