import { type Finding, finding } from "../finding";
import type { GatewayStage } from "../gateway/graph";
import { apisOf } from "../gateway/joins";
import { deploymentTypes } from "../gateway/types";
import { ignoredChanges } from "../ignored";
import { dependedOn, idOf, link } from "../links";
import type { Plain, Resource, Stack } from "../resource";
import { pathText, read, readObject, readString } from "../value";

/**
 * A deployment is a snapshot: without a trigger that follows the body, a stage goes on serving an older definition, and
 * what is judged here is not what is served (hashicorp/terraform-provider-aws, docs of `aws_api_gateway_deployment`).
 */
export function judgeDeployment(stack: Stack, deployment: Resource): Finding[] {
    const bodies = apisOf(stack, deployment).filter((api) => read(api.props, "body").state !== "absent");
    if (bodies.length === 0 || bodies.every((api) => follows(deployment, api)))
        return ignoredChanges(deployment, ["triggers", "restApi"]);
    return [
        finding(deployment, {
            found: "triggers hold nothing that follows the API's body, so a change of the body would not be served",
            wanted: "a deployment for each state of the body",
            change: "set triggers to a digest of the body, such as { body: createHash('sha256').update(body).digest('hex') }",
        }),
    ];
}

/** A stage and its canary serve snapshots of this stack: of any other nobody can say whether its operations need a key. */
export function judgeServed(stack: Stack, { resource: stage, apis }: GatewayStage): Finding[] {
    // A stage of an API elsewhere is reported by R2, as a whole.
    if (apis.length === 0) return [];
    const canary = read(stage.props, "canarySettings", "deploymentId");
    const readings = [read(stage.props, "deployment"), ...(canary.state === "absent" ? [] : [canary])];
    const lost = readings.find(({ path }) => !leadsToDeployment(stack, stage, path.map(String)));
    if (lost === undefined)
        return ignoredChanges(stage, ["deployment", "restApi", "stageName", "canarySettings.deploymentId"]);
    return [
        finding(stage, {
            found: `${pathText(lost.path)} leads to no Deployment of this stack, so nobody can say what is served`,
            wanted: "a stage, and a canary, that serve what this program deploys",
            change: `set ${pathText(lost.path)} from the Deployment resource`,
        }),
    ];
}

function leadsToDeployment(stack: Stack, stage: Resource, [property = "", ...inner]: readonly string[]): boolean {
    if (inner.length === 0) return link(stack, stage, property, deploymentTypes).length > 0;
    const reading = readString(stage.props, property, ...inner);
    if (reading.state === "known")
        return stack.ofType(deploymentTypes).some((deployment) => idOf(deployment) === reading.value);
    return reading.state === "unknown" && dependedOn(stack, stage, property, deploymentTypes).length > 0;
}

// Nobody can tell what a digest was made of; what is too short for one, or is a date, was not made of the body.
const digest = /^([0-9a-f]{32,}|[A-Za-z0-9+/_-]{22,}={0,2})$/i;
const longestDate = 64;

function follows(deployment: Resource, api: Resource): boolean {
    const triggers = readObject(deployment.props, "triggers");
    const values = triggers.state === "known" ? Object.values(triggers.value) : [];
    if ((deployment.propertyDependencies.triggers ?? []).includes(api.urn))
        return triggers.state === "unknown" || values.some((value) => !isSteady(value, api));
    return values.some((value) => typeof value === "string" && (digest.test(value) || value.length > longestDate));
}

// What an API keeps when its body changes: its name, its id and the like.
const isSteady = (value: Plain, { props, outputs }: Resource): boolean =>
    typeof value === "string" &&
    value !== props.body &&
    [...Object.values(props), ...Object.values(outputs)].includes(value);
