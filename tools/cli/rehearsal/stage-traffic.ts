import { deployedOperations } from "../../cloud-simulator/rejections/gateway/deployed-body";
import type { CloudCall } from "../../cloud-simulator/state/call-hooks";
import type { Cloud } from "../../cloud-simulator/state/cloud";
import { type PropertyMap, plain, text } from "../../cloud-simulator/state/property-values";
import { RestApiGateway } from "../../gateway-emulator/gateway";
import type { GatewayRequest } from "../../gateway-emulator/http/message";
import { defaultBehavior } from "../../gateway-emulator/http/unverified-behavior";
import { QuotaCounters } from "../../gateway-emulator/limits/quota";
import { TokenBuckets } from "../../gateway-emulator/limits/token-bucket";
import type { Served } from "../../gateway-emulator/served";
import type { DeployedApi, FunctionApp, Operation } from "../../gateway-emulator/state/deployed-api";
import { deployedApi } from "../../gateway-emulator/state/read-deployed-api";

/** Changes of these types may change the responses of a stage. */
const decidesResponses = /^aws:(apigateway|lambda)\//;

const empty = Buffer.alloc(0);

/** Requests to each operation after each call, so that some of them meet a canary. */
const rounds = 20;

/**
 * Requests of clients to a stage of the simulated API Gateway. The stage serves the bodies that its deployments captured when
 * they were created, through the stage variables, links and permissions that exist at the moment of the request.
 */
export class StageTraffic {
    /** Number of requests that were sent. */
    sent = 0;
    private readonly failures = new Set<string>();
    private readonly pending: Promise<void>[] = [];
    private gateway: { readonly serve: RestApiGateway; readonly requests: readonly GatewayRequest[] } | undefined;
    private random = seeded(1);

    /** @param stage name of the stage, which is deployed: its operations of this moment are called. */
    constructor(
        private readonly cloud: Cloud,
        private readonly stage: string,
    ) {
        this.operations = deployedOperations(cloud, stageOf(cloud, stage).deployment).map(
            ({ method, path }) => `${method} ${path}`,
        );
    }

    private readonly operations: readonly string[];

    /** Sends requests to each operation after a call of a provider. */
    look({ type }: CloudCall): void {
        if (decidesResponses.test(type)) this.gateway = undefined;
        this.gateway ??= this.connect();
        const { serve, requests } = this.gateway;
        for (const request of Array.from({ length: rounds }, () => requests).flat())
            this.pending.push(this.record(serve, request).then(() => {}));
    }

    /** Problems of the requests that failed, once all have their responses. */
    async problems(): Promise<string[]> {
        await Promise.all(this.pending.splice(0));
        return [...this.failures];
    }

    /** Sends a number of requests, and returns the share in percent that the canary served. */
    async canaryShare(count: number): Promise<number> {
        this.random = seeded(count);
        const { serve, requests } = this.connect();
        let ofCanary = 0;
        for (let index = 0; index < count; index++) {
            const request = requests[index % requests.length];
            if (request && (await this.record(serve, request)).isCanary) ofCanary++;
        }
        return (ofCanary / count) * 100;
    }

    private async record(gateway: RestApiGateway, request: GatewayRequest): Promise<Served> {
        this.sent++;
        const served = await gateway.serve(request);
        const { status, explanation } = served.response;
        if (status >= 400)
            this.failures.add(
                `${request.method} ${request.url} got ${status} ${served.errorType ?? ""} ${explanation ?? ""}`,
            );
        return served;
    }

    private connect() {
        const { store } = this.cloud;
        const resources = store.all().map(({ urn, type, id, inputs, outputs }) => ({
            ...{ urn, type, id },
            inputs: plain(inputs) as Record<string, unknown>,
            outputs: plain(outputs) as Record<string, unknown>,
        }));
        const captured = store
            .all()
            .flatMap(({ id, snapshot }) => (snapshot === undefined ? [] : [[id, snapshot] as const]));
        const api = withBackends(deployedApi(resources, new Map(captured)), this.cloud);
        const seconds = () => this.sent * 1000;
        const serve = new RestApiGateway(api, {
            backend: async () => ({ kind: "response", status: 200, headers: [], body: empty }),
            counters: { buckets: new TokenBuckets(), quotas: new QuotaCounters() },
            clock: seconds,
            random: () => this.random(),
            newId: () => "00000000-0000-4000-8000-000000000000",
            unverified: defaultBehavior,
            explains: true,
        });
        const called = api.operations.length === 0 ? [] : this.operations;
        return { serve, requests: called.flatMap((operation) => this.requestTo(api, operation)) };
    }

    private requestTo(api: DeployedApi, operation: string): GatewayRequest[] {
        const { snapshot = "" } = api.stages[this.stage] ?? {};
        const { operations } = api.snapshots?.[snapshot] ?? api;
        const found = operations.find(({ method, path }) => `${method} ${path}` === operation);
        const key = api.keys.find(({ planIds }) =>
            api.plans.some(({ id, stages }) => planIds.includes(id) && stages.some((own) => own.stage === this.stage)),
        );
        // A request without a body, which every backend here accepts.
        if (found === undefined || key === undefined || found.method !== "GET" || !isAnsweredHere(found)) return [];
        return [{ ...requestOf(this.stage, found), headers: [["x-api-key", key.value], ...headersOf(found)] }];
    }
}

// No function with code, no service of AWS and no credentials but the key exist here. The function of a backend has an alias.
function isAnsweredHere({ authorization, integration: { type, uri } }: Operation): boolean {
    if (authorization !== undefined || type === "aws") return false;
    return type !== "aws_proxy" || uri.includes("${stageVariables.");
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

function stageOf({ store }: Cloud, name: string): PropertyMap {
    return (
        store.ofType("aws:apigateway/stage:Stage").find(({ inputs }) => text(inputs.stageName) === name)?.outputs ?? {}
    );
}

// The same numbers from 0 to below 1 in each run (Park and Miller, "Random number generators: good ones are hard to find", 1988).
function seeded(seed: number): () => number {
    let state = seed;
    return () => {
        state = (state * 48_271) % 2_147_483_647;
        return state / 2_147_483_647;
    };
}
