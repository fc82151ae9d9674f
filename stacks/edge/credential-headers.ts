import { settingProblem } from "../settings/problems";
import type { Settings } from "../settings/schema";

/** The headers with credentials for the backends of a REST API. */
export interface ApiCredentials {
    /** By the file of the document. */
    readonly credentialHeaders: Readonly<Record<string, readonly string[]>>;
}

/** The parts of a REST API and of settings that the credentials of callers are in. */
interface Callers {
    readonly settings: Pick<Settings, "authorizers" | "edge">;
    readonly restApi: ApiCredentials;
}

// docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html: 10 headers per cache policy, six of which every
// response is found by.
const maxHeaders = 4;
const always: readonly string[] = ["x-api-key", "authorization"];

/**
 * Headers with which callers prove who they are besides the API key and `Authorization`: those of the documents' security schemes and of
 * authorizers. They are in the key of each response that CloudFront caches, as a hit asks neither the gateway nor an authorizer.
 * @returns names in lower case, sorted, each once.
 */
export function credentialHeadersOf({ settings: { authorizers = {} }, restApi }: Callers): string[] {
    const ofAuthorizers = Object.values(authorizers).flatMap(({ identityHeader, identitySources = [] }) => [
        ...(identityHeader === undefined ? [] : [identityHeader]),
        ...identitySources.flatMap((source) => /^header\.(.+)$/.exec(source)?.[1] ?? []),
    ]);
    const all = [...Object.values(restApi.credentialHeaders).flat(), ...ofAuthorizers].map((name) =>
        name.toLowerCase(),
    );
    return [...new Set(all)].filter((name) => !always.includes(name)).sort();
}

/** Checks that CloudFront can tell the callers apart whose responses it caches; none without such a cache. */
export function edgeCacheProblems({ settings, restApi }: Callers): string[] {
    const { edge, authorizers = {} } = settings;
    const { cacheSeconds = 0, httpCacheSeconds } = edge ?? {};
    if (cacheSeconds === 0 && httpCacheSeconds === undefined) return [];
    const problem = (want: string) =>
        httpCacheSeconds === undefined
            ? settingProblem(["edge", "cacheSeconds"], cacheSeconds, `0 ${want}`)
            : settingProblem(["edge", "httpCacheSeconds"], httpCacheSeconds, `none ${want}`);
    const headers = credentialHeadersOf({ settings, restApi });
    const opaque = Object.entries(authorizers).find(
        ([, { type, identitySources = [] }]) =>
            type === "request" && !identitySources.some((source) => /^(header|querystring)\./.test(source)),
    );
    return [
        ...(headers.length <= maxHeaders
            ? []
            : [
                  problem(
                      `beside more than ${maxHeaders} headers with credentials, as it caches by no more: ${headers.join(", ")}`,
                  ),
              ]),
        ...(opaque === undefined
            ? []
            : [
                  problem(
                      `beside authorizer "${opaque[0]}", whose identitySources have no header and no parameter to cache by`,
                  ),
              ]),
    ];
}
