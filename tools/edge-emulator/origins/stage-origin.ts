import { errorResponse } from "../../gateway-emulator/errors/error-response";
import { GatewayError } from "../../gateway-emulator/errors/gateway-error";
import { type GatewayRequest, type GatewayResponse, pathOf } from "../../gateway-emulator/http/message";
import { defaultBehavior } from "../../gateway-emulator/http/unverified-behavior";
import { behindDomainName } from "../../gateway-emulator/request/domain-names";
import { requestContext, withIds } from "../../gateway-emulator/request-context";
import type { DeployedApi } from "../../gateway-emulator/state/deployed-api";
import { explanationOf, Firewall, type Verdict } from "../firewall/firewall";
import type { RateCounters } from "../firewall/rate-counters";
import { hostName } from "../request/edge-request";
import type { DeployedEdge } from "../state/deployed-edge";

/** The dependencies of the stages of the gateway. */
export interface StageOriginArgs {
    readonly edge: Pick<DeployedEdge, "stageAcls" | "mutualTlsDomains">;
    readonly api: DeployedApi;
    /** The gateway behind the firewalls. */
    readonly gateway: (request: GatewayRequest) => Promise<GatewayResponse>;
    readonly counters: RateCounters;
    readonly clock: () => number;
    readonly newId: () => string;
}

/** The stages of the gateway behind their web ACLs, as CloudFront and callers that bypass it reach them. */
export class StageOrigin {
    private readonly firewalls: ReadonlyMap<string, Firewall>;

    constructor(private readonly args: StageOriginArgs) {
        const { stageAcls } = args.edge;
        this.firewalls = new Map(
            Object.entries(stageAcls).map(([stage, acl]) => [stage, new Firewall(acl, args.counters)]),
        );
    }

    /**
     * Responds to a request as the gateway does: a web ACL that blocks it is asked before the API
     * (docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html).
     * @param country ISO code of the caller's country.
     * @param isDistribution whether CloudFront calls, with the client certificate if it has one.
     */
    async respond(request: GatewayRequest, country: string, isDistribution: boolean): Promise<GatewayResponse> {
        const { edge, api, gateway } = this.args;
        if (!isDistribution && edge.mutualTlsDomains.includes(hostName(request))) return noCertificate;
        const routed = behindDomainName(request, api.domains ?? {});
        const [, stage = ""] = pathOf(routed ?? request).split("/");
        const verdict = this.firewalls.get(stage)?.check({ ...request, country });
        return verdict?.isBlocked ? this.blocked(request, stage, verdict) : gateway(request);
    }

    // A gateway response of the type WAF_FILTERED, whose form the API may set.
    private blocked(request: GatewayRequest, stage: string, verdict: Verdict): GatewayResponse {
        const { api, clock, newId } = this.args;
        const { response } = verdict;
        const explanation = explanationOf(verdict, `the web ACL of stage ${stage}`);
        if (response !== undefined) return { ...blockedResponse(response), explanation };
        const context = requestContext(request, api, clock(), newId);
        const error = new GatewayError("WAF_FILTERED");
        const lookUp = (name: string) =>
            name.startsWith("'") ? name.slice(1, -1) : context[name.replace(/^context\./, "")];
        const rendered = errorResponse(api, error, request, defaultBehavior, lookUp);
        return { ...withIds(rendered, context), explanation };
    }
}

/** The response that a web ACL defines for a blocked request. */
export function blockedResponse({ status, headers, body }: NonNullable<Verdict["response"]>): GatewayResponse {
    return {
        status,
        headers: [...(body ? [["Content-Type", body.contentType] as const] : []), ...headers],
        body: Buffer.from(body?.text ?? ""),
    };
}

/** The response of this emulator where AWS has none, as no connection comes about. */
export const noCertificate: GatewayResponse = {
    status: 403,
    headers: [["Content-Type", "text/plain"]],
    body: Buffer.from(
        "On AWS the TLS handshake fails: this domain name demands the client certificate of the distribution.\n",
    ),
};
