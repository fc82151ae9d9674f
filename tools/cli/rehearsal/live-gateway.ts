import type { Cloud } from "../../cloud-simulator/state/cloud";
import { plain, text } from "../../cloud-simulator/state/property-values";
import type { LiveResource } from "../../cloud-simulator/state/resource-store";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import { RestApiGateway } from "../../gateway-emulator/gateway";
import type { GatewayRequest } from "../../gateway-emulator/http/message";
import { defaultBehavior } from "../../gateway-emulator/http/unverified-behavior";
import { QuotaCounters } from "../../gateway-emulator/limits/quota";
import { TokenBuckets } from "../../gateway-emulator/limits/token-bucket";
import type { DeployedApi, FunctionApp, Operation } from "../../gateway-emulator/state/deployed-api";
import { deployedApi } from "../../gateway-emulator/state/read-deployed-api";

const empty = Buffer.alloc(0);

/** The resources that exist in a cloud at this moment, as a state has them. */
export function liveResources({ store }: Cloud): StateResource[] {
    return store.all().map((resource) => {
        const known = asInState.get(resource) ?? stateOf(resource);
        asInState.set(resource, known);
        return known;
    });
}

// A change of a resource puts another object into the store.
const asInState = new WeakMap<LiveResource, StateResource>();

function stateOf({ urn, type, id, inputs, outputs }: LiveResource): StateResource {
    return {
        ...{ urn, type, id },
        inputs: plain(inputs) as Record<string, unknown>,
        outputs: plain(outputs) as Record<string, unknown>,
    };
}

/** The API that the resources publish, with the bodies that deployments captured when they were created. */
export function liveApi(resources: readonly StateResource[], cloud: Cloud): DeployedApi {
    const captured = cloud.store
        .all()
        .flatMap(({ id, snapshot }) => (snapshot === undefined ? [] : [[id, snapshot] as const]));
    return withBackends(deployedApi(resources, new Map(captured)), cloud);
}

/** A gateway whose backends, and whose functions in JavaScript, respond with 200. */
export function gatewayOf(
    api: DeployedApi,
    { clock, random }: { readonly clock: () => number; readonly random: () => number },
): RestApiGateway {
    return new RestApiGateway(api, {
        backend: async () => ({ kind: "response", status: 200, headers: [], body: empty }),
        invokeFunction: async () => ({ kind: "payload", payload: '{ "statusCode": 200 }' }),
        counters: { buckets: new TokenBuckets(), quotas: new QuotaCounters() },
        clock,
        random,
        newId: () => "00000000-0000-4000-8000-000000000000",
        unverified: defaultBehavior,
        explains: true,
    });
}

/**
 * A request to an operation at a stage, with a key that has a plan for it; none if the operation needs more than a key.
 * @param operation such as `GET /pictures`.
 */
export function requestTo(api: DeployedApi, stage: string, operation: string): GatewayRequest[] {
    const { snapshot = "" } = api.stages[stage] ?? {};
    const { operations } = api.snapshots?.[snapshot] ?? api;
    const found = operations.find(({ method, path }) => `${method} ${path}` === operation);
    const key = api.keys.find(({ planIds }) =>
        api.plans.some(({ id, stages }) => planIds.includes(id) && stages.some((own) => own.stage === stage)),
    );
    // A request without a body, which every backend here accepts.
    if (found === undefined || key === undefined || found.method !== "GET" || !isAnsweredHere(found)) return [];
    return [{ ...requestOf(stage, found), headers: [["x-api-key", key.value], ...headersOf(found)] }];
}

// No service of AWS and no credentials but the key exist here.
function isAnsweredHere({ authorization, integration: { type } }: Operation): boolean {
    return authorization === undefined && type !== "aws";
}

function requestOf(stage: string, { path, method, parameters }: Operation): Omit<GatewayRequest, "headers"> {
    const query = parameters.filter((own) => own.in === "query" && own.required).map(({ name }) => `${name}=1`);
    const url = `/${stage}${path.replaceAll(/\{[^}]+\}/g, "1")}${query.length > 0 ? `?${query.join("&")}` : ""}`;
    return { method, url, body: empty, sourceIp: "203.0.113.1" };
}

function headersOf({ parameters }: Operation): [string, string][] {
    return parameters.filter((own) => own.in === "header" && own.required).map(({ name }) => [name, "1"]);
}

// Every link leads to a backend, as far as it exists; the rehearsal's other watches look behind it.
function withBackends(api: DeployedApi, { store }: Cloud): DeployedApi {
    const links = store.ofType("aws:apigateway/vpcLink:VpcLink").map(({ id }) => id);
    const aliases = store.ofType("aws:lambda/alias:Alias").map(({ inputs }) => inputs);
    const permissions = store.ofType("aws:lambda/permission:Permission").map(({ inputs }) => inputs);
    const functions: Record<string, FunctionApp> = {};
    for (const { functionName, name } of aliases) {
        const sources = permissions
            .filter((own) => text(own.function) === text(functionName) && text(own.qualifier) === text(name))
            .map(({ sourceArn }) => text(sourceArn) || "*");
        const known = functions[text(functionName)]?.aliases ?? {};
        const app = { name: text(functionName), environment: {}, aliases: { ...known, [text(name)]: sources } };
        functions[text(functionName)] = app;
    }
    const app = { name: "backend", environment: {}, host: "" };
    return { ...api, apps: Object.fromEntries(links.map((id) => [id, [app]])), functions };
}
