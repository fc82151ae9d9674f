import type { Settings } from "../schema";

type Known = Partial<Pick<Settings, "apis" | "edge" | "site" | "gateway" | "authorizers">>;

/**
 * Warns of settings that do less behind CloudFront than they say.
 * @returns one line for each.
 */
export function edgeWarnings(settings: Known): string[] {
    const { edge, gateway, authorizers = {} } = settings;
    if (edge === undefined) return [];
    const signed = Object.entries(authorizers).find(([, { type }]) => type === "iam")?.[0];
    const { allow, deny } = gateway?.resourcePolicy ?? {};
    return [
        ...(edge.lock === "off"
            ? [
                  'gatehouse:edge.lock: got "off", so callers reach the APIs without CloudFront and its firewall too: set it to secret or mutualTls once clients call the name',
              ]
            : []),
        // docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html: the host and the path are signed.
        ...(signed === undefined
            ? []
            : [
                  `gatehouse:authorizers.${signed}: got type "iam" beside gatehouse:edge, which changes the host and the path that a caller signs: calls by the name of the distribution are rejected, unless they are signed for the stage`,
              ]),
        // Reports of what API Gateway sees differ: the viewer's address, or CloudFront's.
        ...((allow?.cidrBlocks ?? deny?.cidrBlocks) === undefined
            ? []
            : [
                  "gatehouse:gateway.resourcePolicy: got cidrBlocks beside gatehouse:edge, behind which AWS does not say whether the caller's address or CloudFront's counts: use allow and block of gatehouse:firewall",
              ]),
        ...pageWarnings(settings),
    ];
}

// The stack's own policy names what the page calls; one of the settings may not.
function pageWarnings({ apis = {}, edge, site }: Known): string[] {
    const policy = edge?.securityHeaders.contentSecurityPolicy;
    if (site === undefined || policy === undefined || callsOtherHosts(policy)) return [];
    return Object.entries(apis).flatMap(([api, { photoPipeline, webSocket }]) => {
        const called = [...(photoPipeline ? ["its bucket"] : []), ...(webSocket ? ["its WebSocket API"] : [])];
        return called.length === 0
            ? []
            : [
                  `gatehouse:edge.securityHeaders.contentSecurityPolicy: got "${policy}", whose connect-src names no other host, so browsers keep the site from calling ${called.join(" and ")} for API "${api}": remove the setting, and the stack names them itself, or add them`,
              ];
    });
}

// w3.org/TR/CSP3/#directive-connect-src: default-src counts without it, and without both any host may be called.
function callsOtherHosts(policy: string): boolean {
    const directives = policy.split(";").map((each) => each.trim().toLowerCase().split(/\s+/));
    const find = (name: string) => directives.find(([own]) => own === name);
    const sources = (find("connect-src") ?? find("default-src"))?.slice(1);
    return sources === undefined || sources.some((source) => !/^('.*'|blob:|data:)$/.test(source));
}
