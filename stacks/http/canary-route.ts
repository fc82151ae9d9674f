import type { HttpRoute } from "../../openapi/http-route";
import type { HttpApiDefinition } from "../apis/http-api-definition";
import type { Settings } from "../settings/schema";

/** The settings and the routes of an HTTP API, which decide on its canary call. */
export interface CallableApi {
    readonly settings: Pick<Settings, "httpApi" | "edge">;
    readonly httpApi: Pick<HttpApiDefinition, "routes">;
}

/**
 * The route that the canary call of a stack calls: the first GET, by path, for which an API key is enough. Undefined without one, and if
 * the domain name requires a certificate of each client, unless a distribution presents it.
 */
export function canaryRoute({ settings, httpApi }: CallableApi): HttpRoute | undefined {
    if (settings.httpApi?.canaryCall !== true || needsCertificate(settings)) return undefined;
    return httpApi.routes.find(({ method, needsOnlyKey }) => method === "get" && needsOnlyKey);
}

/** Warns of a stack whose HTTP API has no canary call, or one that a distribution may reject. */
export function canaryCallWarnings(
    settings: CallableApi["settings"],
    httpApi: CallableApi["httpApi"] | undefined,
): string[] {
    if (httpApi === undefined || settings.httpApi?.canaryCall !== true) return [];
    const warning = (text: string) => [`gatehouse:httpApi.canaryCall: ${text}`];
    const then = "after 60 days without traffic AWS deactivates the VPC link, and calls fail for some minutes";
    if (needsCertificate(settings))
        return warning(
            `got true, but the daily call has no certificate for \`httpApi.domain.mutualTls\`, so there is no such call: ${then}. False ends this warning`,
        );
    if (canaryRoute({ settings, httpApi }) === undefined)
        return warning(
            `got true, but it cannot call any GET operation with an API key alone, so there is no such call: ${then}. False ends this warning`,
        );
    if (settings.edge?.countries === undefined) return [];
    return warning(
        "with `edge.countries`, CloudFront rejects the call unless it serves the country of the stack's region, where the call comes from",
    );
}

function needsCertificate({ httpApi, edge }: CallableApi["settings"]): boolean {
    return httpApi?.domain?.mutualTls !== undefined && edge === undefined;
}
