import { type GatewayRequest, headerValues, pathOf } from "../../../gateway-emulator/http/message";
import type { DeployedApi } from "../../../gateway-emulator/state/deployed-api";
import type { HttpServed } from "../../../http-emulator/finished";
import type { DeployedHttpApi } from "../../../http-emulator/state/deployed-http-api";
import { apiBases } from "./api-bases";

/** An API as it is deployed, and the gateway that serves it. */
export interface ServedApi<Api> {
    readonly api: Api;
    readonly gateway: { serve(request: GatewayRequest): Promise<HttpServed> };
}

/** The REST API and the HTTP API of a stack at one address; it has one of them at least. */
export class ServedApis {
    private readonly bases: readonly string[];

    constructor(
        private readonly rest: ServedApi<DeployedApi> | undefined,
        private readonly http: ServedApi<DeployedHttpApi> | undefined,
    ) {
        this.bases = http === undefined ? [] : Object.values(apiBases(http.api));
    }

    /** Handles a request; undefined without an API. */
    async serve(request: GatewayRequest): Promise<HttpServed | undefined> {
        return (this.isForHttpApi(request) ? this.http : this.rest)?.gateway.serve(request);
    }

    // By the name that the client calls, else by the path: all paths below one of an API are the HTTP API's, also where it has no route.
    private isForHttpApi(request: GatewayRequest): boolean {
        if (this.http === undefined || this.rest === undefined) return this.rest === undefined;
        const host = (headerValues(request.headers, "host")[0] ?? "").replace(/:\d+$/, "").toLowerCase();
        const { domains, endpoint } = this.http.api;
        if (host === endpoint || Object.hasOwn(domains, host)) return true;
        if (Object.hasOwn(this.rest.api.domains ?? {}, host)) return false;
        const path = pathOf(request);
        return this.bases.some((base) => path === base || path.startsWith(`${base}/`));
    }
}
