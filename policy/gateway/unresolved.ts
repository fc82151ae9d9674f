import { type Finding, finding, type Reason, undecidedFinding, unknownValueFinding } from "../reading/finding";
import { dependenciesOf, idOf, resolveReference } from "../reading/references";
import { type Plain, type Resource, type Stack, UNKNOWN } from "../reading/resource";
import { isList, isObject, pathText, read, readString } from "../reading/value";
import type { Gateway, GatewayStage, MethodSettings } from "./graph";
import { deploymentTypes } from "./types";

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
