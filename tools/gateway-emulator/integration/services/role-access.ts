import { coversSource } from "../../../../openapi/function-invocation";
import type { Caller } from "../../../service-emulator/caller";
import { GatewayError } from "../../errors/gateway-error";
import type { PolicyStatement, Role } from "../../state/role";

// The name of the session is that of localstack's source, integrations/aws.py.
const session = "BackplaneAssumeRoleSession";

/**
 * The role that an integration calls a service with.
 * @param credentials ARN of the role.
 * @throws {GatewayError} API_CONFIGURATION_ERROR if the stack has no such role that trusts API Gateway.
 */
export function assumedRole(credentials: string | undefined, roles: readonly Role[]): Caller {
    if (credentials === undefined) throw misconfigured("the integration has no credentials");
    const [, prefix, accountId, name] = /^(arn:[^:]+):iam::(\d{12}):role\/(?:[^/]+\/)*([^/]+)$/.exec(credentials) ?? [];
    const role = roles.find((each) => each.name === name);
    if (role === undefined || !role.trusts.includes("apigateway.amazonaws.com"))
        throw misconfigured(`API Gateway does not have permission to assume the provided role ${credentials}`);
    return {
        arn: `${prefix}:sts::${accountId}:assumed-role/${name}/${session}`,
        allows: (action, resource) => isAllowed(role.statements, action, resource),
    };
}

/** Whether statements allow an action on a resource, and none denies it. */
export function isAllowed(statements: readonly PolicyStatement[], action: string, resource: string): boolean {
    const matching = statements.filter(
        ({ actions, resources }) =>
            actions.some((pattern) => coversSource(pattern.toLowerCase(), action.toLowerCase())) &&
            resources.some((pattern) => coversSource(pattern, resource)),
    );
    return matching.length > 0 && matching.every(({ allows }) => allows);
}

function misconfigured(explanation: string): GatewayError {
    return new GatewayError("API_CONFIGURATION_ERROR", undefined, explanation);
}
