import { parseFilterPattern } from "../../../../tools/cloud-simulator/resources/filter-pattern";
import type { Backend } from "../../../../tools/gateway-emulator/integration/backend-call";
import type { Served } from "../../../../tools/gateway-emulator/served";
import type { DeployedApi } from "../../../../tools/gateway-emulator/state/deployed-api";
import { type Bench, bench } from "../../../tools/gateway-emulator/sample-api";
import type { Metrics } from "./metrics";

/** A metric filter of the access log, as a program created it. */
export interface LogFilter {
    readonly logGroupName: string;
    readonly pattern: string;
    readonly metric: { readonly namespace: string; readonly name: string; readonly value: number };
}

/** How the backends of the emulated gateway respond. */
export interface BackendBehaviour {
    readonly status: number;
    readonly milliseconds: number;
}

/** Requests to the emulated gateway, whose responses become the metrics and the log lines of API Gateway. */
export class GatewayTraffic {
    private readonly gateway: Bench;
    private backend: BackendBehaviour = { status: 200, milliseconds: 20 };

    constructor(
        private readonly api: DeployedApi,
        private readonly filters: readonly LogFilter[],
        private readonly metrics: Metrics,
    ) {
        const responses: Backend = async () => {
            const { status, milliseconds } = this.backend;
            this.gateway.now += milliseconds;
            return { kind: "response", status, headers: [], body: Buffer.from("{}") };
        };
        this.gateway = bench(api, { responses });
    }

    /**
     * Sends requests within a minute, one every second at most.
     * @param urls paths below the stage; each is called once, in this order.
     */
    async send(
        stage: string,
        urls: readonly string[],
        {
            second,
            key = this.api.keys[0]?.value ?? "",
            backend = { status: 200, milliseconds: 20 },
            apart = 1000,
        }: Sending,
    ): Promise<void> {
        this.backend = backend;
        for (const [index, url] of urls.entries()) {
            const start = second * 1000 + index * apart;
            this.gateway.now = start;
            const served = await this.gateway.send("GET", `/${stage}${url}`, { "x-api-key": key });
            this.record(stage, served, Math.floor(start / 1000), this.gateway.now - start);
        }
    }

    // docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
    private record(stage: string, { response, cache, logLine = "" }: Served, second: number, latency: number): void {
        const put = (metricName: string, value: number) =>
            this.metrics.put(
                { namespace: "AWS/ApiGateway", metricName, dimensions: { ApiName: this.api.name, Stage: stage } },
                second,
                value,
            );
        const { status } = response;
        put("Count", 1);
        put("5XXError", status >= 500 ? 1 : 0);
        put("4XXError", status >= 400 && status < 500 ? 1 : 0);
        put("Latency", latency);
        if (cache !== "hit" && latency > 0) put("IntegrationLatency", latency);
        if (cache === "hit") put("CacheHitCount", 1);
        if (cache === "miss") put("CacheMissCount", 1);
        const group = `/gatehouse/${this.api.name}/${stage}/access`;
        for (const { logGroupName, pattern, metric } of this.filters)
            if (logGroupName === group && parseFilterPattern(pattern)(logLine))
                this.metrics.put(
                    { namespace: metric.namespace, metricName: metric.name, dimensions: {} },
                    second,
                    metric.value,
                );
    }
}

/** How requests are sent. */
export interface Sending {
    /** Second of the first one. */
    readonly second: number;
    /** API key. Default: a valid one. */
    readonly key?: string;
    readonly backend?: BackendBehaviour;
    /** Milliseconds between two requests. Default: 1000. */
    readonly apart?: number;
}
