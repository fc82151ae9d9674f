import { deployedOperations } from "../../cloud-simulator/rejections/gateway/deployed-body";
import type { CloudCall } from "../../cloud-simulator/state/call-hooks";
import type { Cloud } from "../../cloud-simulator/state/cloud";
import { type PropertyMap, text } from "../../cloud-simulator/state/property-values";
import type { RestApiGateway } from "../../gateway-emulator/gateway";
import type { GatewayRequest } from "../../gateway-emulator/http/message";
import type { Served } from "../../gateway-emulator/served";
import { gatewayOf, liveApi, liveResources, requestTo } from "./live-gateway";

/** Changes of these types may change the responses of a stage. */
const decidesResponses = /^aws:(apigateway|lambda)\//;

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
        const api = liveApi(liveResources(this.cloud), this.cloud);
        const serve = gatewayOf(api, { clock: () => this.sent * 1000, random: () => this.random() });
        const called = api.operations.length === 0 ? [] : this.operations;
        return { serve, requests: called.flatMap((operation) => requestTo(api, this.stage, operation)) };
    }
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
