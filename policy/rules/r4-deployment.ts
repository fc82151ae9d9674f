import { type Finding, finding } from "../finding";
import { apiTypes } from "../gateway/graph";
import { ignoredChanges } from "../ignored";
import { link } from "../links";
import type { Resource, Stack } from "../resource";
import { read, readObject } from "../value";

/**
 * A deployment is a snapshot: without a trigger that follows the body, a stage goes on serving an older definition, and
 * what is judged here is not what is served (hashicorp/terraform-provider-aws, docs of `aws_api_gateway_deployment`).
 */
export function judgeDeployment(stack: Stack, deployment: Resource): Finding[] {
    const bodies = link(stack, deployment, "restApi", apiTypes).filter(
        (api) => read(api.props, "body").state !== "absent",
    );
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

// Nobody can tell what a digest was made of; what is too short for one, or is a date, was not made of the body.
const digest = /^([0-9a-f]{32,}|[A-Za-z0-9+/_-]{22,}={0,2})$/i;
const longestDate = 64;

function follows(deployment: Resource, api: Resource): boolean {
    if ((deployment.propertyDependencies.triggers ?? []).includes(api.urn)) return true;
    const triggers = readObject(deployment.props, "triggers");
    const values = triggers.state === "known" ? Object.values(triggers.value) : [];
    return values.some((value) => typeof value === "string" && (digest.test(value) || value.length > longestDate));
}
