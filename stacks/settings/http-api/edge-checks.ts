import type { EdgeSettings } from "../edge/schema";
import { settingProblem } from "../problems";
import type { Settings } from "../schema";
import { httpApiNames } from "./checks";

/** Whether an API of a stack is published by the HTTP API, so that the distribution is in front of that. */
export function hasHttpOrigin({ apis = {} }: Partial<Settings>): boolean {
    return httpApiNames(apis).length > 0;
}

/**
 * Checks the settings of a distribution in front of an HTTP API. Without a web ACL, only a client certificate tells CloudFront from others.
 */
export function checkHttpEdge(edge: EdgeSettings, { apis = {}, httpApi }: Partial<Settings>): string[] {
    const problem = (path: readonly string[], value: unknown, want: string) => [settingProblem(path, value, want)];
    const rest = Object.entries(apis).find(([, { publishedBy }]) => publishedBy === "rest");
    if (rest !== undefined) {
        const want =
            "http beside `gatehouse:edge`, whose distribution is in front of one API, and others are published by the HTTP API";
        return problem(["apis", rest[0], "publishedBy"], "rest", want);
    }
    const { lock, clientCertificateArn, originSecretVersion, cacheSeconds, basePaths } = edge;
    const path = "the paths of an HTTP API are those of its documents";
    return [
        ...(lock === "mutualTls"
            ? []
            : problem(["edge", "lock"], lock, "mutualTls, as AWS WAF, which demands a secret, protects no HTTP API")),
        ...(clientCertificateArn === undefined
            ? problem(["edge", "clientCertificateArn"], undefined, "a certificate by which CloudFront calls the name")
            : []),
        ...(originSecretVersion === 1
            ? []
            : problem(["edge", "originSecretVersion"], originSecretVersion, "no such key with `lock: mutualTls`")),
        ...(cacheSeconds === 0
            ? []
            : problem(["edge", "cacheSeconds"], cacheSeconds, "`httpCacheSeconds` in front of an HTTP API")),
        ...(Object.keys(basePaths).length === 0
            ? []
            : problem(["edge", "basePaths"], basePaths, `no such key without stages: ${path}`)),
        ...(httpApi === undefined ? [] : originProblems(httpApi)),
    ];
}

// The default endpoint may serve until the clients call the distribution; a warning says that it requires no certificate.
function originProblems({ domain }: NonNullable<Settings["httpApi"]>): string[] {
    if (domain?.mutualTls !== undefined) return [];
    return [
        settingProblem(
            ["httpApi", "domain", "mutualTls"],
            undefined,
            "a name with `mutualTls`, which CloudFront calls",
        ),
    ];
}
