import { GatewayError } from "../errors/gateway-error";
import { type GatewayRequest, headerValues } from "../http/message";
import type { DeployedApi } from "../state/deployed-api";
import type { Stage } from "../state/stage";
import type { ApiKey, PlanStage, UsagePlan } from "../state/usage-plan";

/** A client application with a valid API key. */
export interface Client {
    readonly key: ApiKey;
    readonly plan: UsagePlan;
    readonly planStage: PlanStage;
}

/**
 * Finds the client of a request by its `x-api-key` header, or by the key that its authorizer chose, as the API's key source says.
 * @param ofAuthorizer value of the key that the authorizer chose.
 * @throws {GatewayError} INVALID_API_KEY if the key is missing, unknown, disabled, or in no usage plan of the stage.
 */
export function authenticateKey(
    api: DeployedApi,
    stage: Stage,
    request: GatewayRequest,
    ofAuthorizer: string | undefined,
): Client {
    const isInHeader = api.keySource !== "AUTHORIZER";
    const value = isInHeader ? headerValues(request.headers, "x-api-key")[0] : ofAuthorizer;
    if (value === undefined)
        throw rejected(isInHeader ? "the header x-api-key is missing" : "the authorizer chose no usageIdentifierKey");
    const key = api.keys.find((each) => each.value === value);
    if (key === undefined) throw rejected("the key is unknown");
    if (!key.enabled) throw rejected(`the key of "${key.name}" is disabled`);
    for (const plan of api.plans.filter((each) => key.planIds.includes(each.id))) {
        const planStage = plan.stages.find((each) => each.stage === stage.name);
        if (planStage !== undefined) return { key, plan, planStage };
    }
    throw rejected(`"${key.name}" is in no usage plan of stage "${stage.name}"`);
}

function rejected(explanation: string): GatewayError {
    return new GatewayError("INVALID_API_KEY", undefined, explanation);
}
