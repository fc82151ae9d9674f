import * as pulumi from "@pulumi/pulumi";

/** The parts of a stack that the pages of its site call at another origin than their own; each by the name of its API. */
export interface CalledByPages {
    /** Photo pipelines, with the origin of the bucket to which forms are posted. */
    readonly pipelines: Readonly<Record<string, { readonly formOrigin: string }>>;
    /** WebSocket APIs, with their origin. */
    readonly webSockets: Readonly<Record<string, { readonly endpoint: pulumi.Output<string> }>>;
}

/**
 * The Content-Security-Policy of the site of a stack that sets none: pages load and call their own origin, which is that of the APIs
 * too. With photo pipelines they also send forms to these buckets, and show images that they have loaded with their API key (`blob:`);
 * with WebSocket APIs, they connect to these. No other host is named, to which a script in the page could send what it reads.
 * @returns known at a preview, unless a WebSocket API, whose host has its id, does not exist yet.
 */
export function defaultPagePolicy({ pipelines, webSockets }: CalledByPages): pulumi.Input<string> {
    const forms = Object.values(pipelines).map(({ formOrigin }) => formOrigin);
    const sockets = Object.values(webSockets).map(({ endpoint }) => endpoint);
    if (sockets.length === 0) return policyOf(forms, []);
    return pulumi.all(sockets).apply((endpoints) => policyOf(forms, endpoints));
}

function policyOf(forms: readonly string[], endpoints: readonly string[]): string {
    const hosts = [...forms, ...endpoints];
    return [
        "default-src 'self'",
        ...(forms.length > 0 ? ["img-src 'self' blob:"] : []),
        ...(hosts.length > 0 ? [`connect-src 'self' ${hosts.join(" ")}`] : []),
        "frame-ancestors 'none'",
    ].join("; ");
}
