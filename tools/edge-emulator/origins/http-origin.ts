import type { GatewayRequest, GatewayResponse } from "../../gateway-emulator/http/message";
import type { DeployedHttpApi } from "../../http-emulator/state/deployed-http-api";
import { hostName, withoutHeaders } from "../request/edge-request";
import type { DeployedEdge } from "../state/deployed-edge";
import { noCertificate } from "./stage-origin";

/** The dependencies of an HTTP API behind a distribution. */
export interface HttpOriginArgs {
    readonly edge: Pick<DeployedEdge, "mutualTlsDomains">;
    readonly http: Pick<DeployedHttpApi, "domains" | "endpoint">;
    /** The HTTP API. */
    readonly gateway: (request: GatewayRequest) => Promise<GatewayResponse>;
}

/**
 * An HTTP API as CloudFront and callers that bypass it reach it: by a domain name or the default endpoint, without a web ACL, as AWS has
 * none for HTTP APIs (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html).
 */
export class HttpOrigin {
    constructor(private readonly args: HttpOriginArgs) {}

    /**
     * Responds to a request as the API does. Its host is a domain name of the API; any other one, such as that of this machine, means the
     * default endpoint.
     * @param isDistribution whether CloudFront calls, with its client certificate.
     */
    async respond(request: GatewayRequest, _country: string, isDistribution: boolean): Promise<GatewayResponse> {
        const { edge, http, gateway } = this.args;
        const host = hostName(request);
        if (!isDistribution && edge.mutualTlsDomains.includes(host)) return noCertificate;
        if (Object.hasOwn(http.domains, host)) return gateway(request);
        return gateway({
            ...request,
            headers: [["Host", http.endpoint], ...withoutHeaders(request.headers, ["host"])],
        });
    }
}
