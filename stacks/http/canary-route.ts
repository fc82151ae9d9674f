import type { HttpRoute } from "../../openapi/http-route";
import type { HttpApiDefinition } from "../apis/http-api-definition";
import type { Settings } from "../settings/schema";

/** The settings and the routes that decide on the canary call of a stack. */
export interface CanaryCallArgs {
    readonly settings: Pick<Settings, "httpApi" | "edge">;
    readonly httpApi: Pick<HttpApiDefinition, "routes">;
}

/**
 * The route that the canary call of a stack calls: the first GET, by path, for which an API key is enough. Undefined without one, and if
 * the domain name requires a certificate of each client, unless a distribution presents it.
 */
export function canaryRoute({ settings: { httpApi: settings, edge }, httpApi }: CanaryCallArgs): HttpRoute | undefined {
    const needsCertificate = settings?.domain?.mutualTls !== undefined && edge === undefined;
    if (settings?.canaryCall !== true || needsCertificate) return undefined;
    return httpApi.routes.find(({ method, needsOnlyKey }) => method === "get" && needsOnlyKey);
}

/** Warns of a stack whose HTTP API has no operation for the canary call. */
export function canaryCallWarnings(
    settings: CanaryCallArgs["settings"],
    httpApi: CanaryCallArgs["httpApi"] | undefined,
): string[] {
    if (httpApi === undefined || settings.httpApi?.canaryCall !== true) return [];
    if (canaryRoute({ settings, httpApi }) !== undefined) return [];
    return [
        "gatehouse:httpApi.canaryCall: got true, but it cannot call any GET operation with an API key alone, so there is no such call: after 60 days without traffic AWS deactivates the VPC link, and calls fail for some minutes. False ends this warning",
    ];
}
