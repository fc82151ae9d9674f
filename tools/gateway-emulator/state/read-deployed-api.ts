import { z } from "zod";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import type { DeployedApi } from "./deployed-api";
import { readNodeFunctions } from "./node-functions";
import { readApps, readFunctions } from "./read-backends";
import { readBody } from "./read-body";
import { readDomainNames } from "./read-domain-names";
import { readRoles } from "./read-roles";
import { readSnapshots } from "./read-snapshots";
import { methodSettingsForm, readStage, stageForm } from "./read-stage";
import { readUsagePlan, throttleForm, usagePlanForm } from "./read-usage-plan";
import { revealed } from "./state-values";
import type { ApiKey } from "./usage-plan";

const restApiSchema = z.object({
    name: z.string(),
    body: z.string(),
    policy: z.string().nullish(),
    executionArn: z.string().default(""),
    binaryMediaTypes: z.array(z.string()).nullish(),
    minimumCompressionSize: z.string().nullish(),
    endpointConfiguration: z.object({ types: z.string() }).optional(),
});
const keySchema = z.object({ name: z.string(), value: z.string(), enabled: z.boolean().default(true) });
const planKeySchema = z.object({ keyId: z.string(), usagePlanId: z.string() });
const accountSchema = z.object({ throttleSettings: z.array(throttleForm) });

// API Gateway quotas, "Throttle quota per account, per Region".
const accountThrottle = { rate: 10_000, burst: 5_000 };

/** Whether a stack's state has a REST API. */
export function hasRestApi(resources: readonly StateResource[]): boolean {
    return resources.some(({ type }) => type === "aws:apigateway/restApi:RestApi");
}

/**
 * Reads the deployed REST API from a stack's state.
 * @param captured as in `readSnapshots`.
 * @throws {Error} if the stack does not have exactly one, or if it uses a feature that the emulator does not support.
 */
export function deployedApi(resources: readonly StateResource[], captured?: ReadonlyMap<string, string>): DeployedApi {
    const ofType = (type: string) =>
        resources
            .filter((resource) => resource.type === `aws:apigateway/${type}`)
            .map(({ id = "", outputs }) => ({ id, outputs: revealed(outputs) }));
    const [restApi, ...others] = ofType("restApi:RestApi");
    if (restApi === undefined || others.length > 0) {
        throw new Error(`REST APIs of the stack: got ${restApi ? others.length + 1 : 0}, want 1`);
    }
    const {
        name,
        body: text,
        policy,
        executionArn,
        binaryMediaTypes,
        ...settings
    } = restApiSchema.parse(restApi.outputs);
    const body = readBody(text);
    // An argument overrides the body (terraform-provider-aws, aws_api_gateway_rest_api).
    const types = binaryMediaTypes?.length ? binaryMediaTypes : body.binaryMediaTypes;
    const size = Number(settings.minimumCompressionSize || -1);
    const { names, definitions } = readSnapshots(resources, { body: text, policy: policy ?? undefined }, captured);
    const methodSettings = ofType("methodSettings:MethodSettings").map(({ outputs }) =>
        methodSettingsForm.parse(outputs),
    );
    const stages = ofType("stage:Stage")
        .map(({ outputs }) => stageForm.parse(outputs))
        .filter((stage) => stage.restApi === restApi.id)
        .map((stage) => readStage(stage, methodSettings, names));
    const planKeys = ofType("usagePlanKey:UsagePlanKey").map(({ outputs }) => planKeySchema.parse(outputs));
    const account = ofType("account:Account").map(({ outputs }) => accountSchema.parse(outputs))[0];
    return {
        id: restApi.id,
        name,
        ...body,
        binaryMediaTypes: types.map((type) => type.toLowerCase()),
        ...(size >= 0 && { minimumCompressionSize: size }),
        ...(settings.endpointConfiguration?.types === "PRIVATE" && { isPrivate: true }),
        snapshots: definitions,
        stages: Object.fromEntries(stages.map((stage) => [stage.name, stage])),
        domains: readDomainNames(resources, restApi.id),
        keys: ofType("apiKey:ApiKey").map(({ id, outputs }): ApiKey => {
            const planIds = planKeys.filter(({ keyId }) => keyId === id).map(({ usagePlanId }) => usagePlanId);
            return { id, ...keySchema.parse(outputs), planIds };
        }),
        plans: ofType("usagePlan:UsagePlan").map(({ id, outputs }) =>
            readUsagePlan(id, usagePlanForm.parse(outputs), restApi.id),
        ),
        apps: readApps(resources),
        functions: readFunctions(resources),
        roles: readRoles(resources),
        stateMachines: readStateMachines(resources),
        nodeFunctions: readNodeFunctions(resources),
        ...(policy && { resourcePolicy: JSON.parse(policy) }),
        executionArn,
        accountThrottle: account?.throttleSettings[0] ?? accountThrottle,
    };
}

const stateMachineSchema = z.object({ arn: z.string(), type: z.string().default("STANDARD") });

function readStateMachines(resources: readonly StateResource[]): Record<string, string> {
    return Object.fromEntries(
        resources
            .filter(({ type }) => type === "aws:sfn/stateMachine:StateMachine")
            .map(({ outputs }) => stateMachineSchema.parse(revealed(outputs)))
            .map(({ arn, type }) => [arn, type]),
    );
}
