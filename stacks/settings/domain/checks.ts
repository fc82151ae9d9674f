import { settingProblem } from "../problems";
import type { Settings } from "../schema";
import { basePathsOf } from "./base-paths";
import { isInZone, isZoneId } from "./zone-names";

// docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html: the first name becomes the common name.
const maxCommonName = 64;

// API Gateway's own health checks (docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html).
const reservedPaths: readonly string[] = ["ping", "sping"];

/**
 * Checks the settings of the domain name against the others; the caller leaves out sections that are not valid by themselves.
 * @param region the stack's region; undefined if it is not in its configuration.
 */
export function checkDomain({ domain, stages = {}, apis = {} }: Partial<Settings>, region?: string): string[] {
    if (domain === undefined) return [];
    const { name, hostedZone, certificateArn, tlsPolicy, mutualTls, basePaths } = domain;
    const problems: string[] = [];
    const report = (path: readonly string[], value: unknown, want: string) =>
        problems.push(settingProblem(["domain", ...path], value, want));
    if (!isZoneId(hostedZone) && !isInZone(name, hostedZone))
        report(["name"], name, `a name in the hosted zone, such as api.${hostedZone}`);
    if (certificateArn === undefined && name.length > maxCommonName)
        report(
            ["name"],
            name,
            `at most ${maxCommonName} characters, as ACM puts no more into a certificate's first name`,
        );
    const ofCertificate = certificateArn?.split(":")[3];
    if (ofCertificate !== undefined && region !== undefined && ofCertificate !== region)
        report(["certificateArn"], certificateArn, `a certificate in ${region}, the region of the stack's domain name`);
    if (mutualTls !== undefined && tlsPolicy !== "TLS_1_2")
        report(["tlsPolicy"], tlsPolicy, "TLS_1_2 with mutualTls, as API Gateway has no mutual TLS with another one");
    for (const stage of Object.keys(basePaths)) {
        if (Object.hasOwn(stages, stage)) continue;
        const known = Object.keys(stages).join(", ");
        report(["basePaths", stage], basePaths[stage], `no such key, or the name of a stage: ${known}`);
    }
    problems.push(...pathProblems(basePathsOf(basePaths, Object.keys(stages)), Object.keys(apis), tlsPolicy));
    return problems;
}

function pathProblems(paths: Readonly<Record<string, string>>, apis: readonly string[], tlsPolicy: string): string[] {
    const owners = new Map<string, string>();
    return Object.entries(paths).flatMap(([stage, path]) => {
        const problem = (want: string) => [settingProblem(["domain", "basePaths", stage], path || "/", want)];
        const owner = owners.get(path);
        owners.set(path, owner ?? stage);
        if (owner !== undefined) return problem(`another base path than that of stage "${owner}"`);
        const first = path === "" ? apis : [path.split("/")[0] ?? ""];
        const reserved = first.find((segment) => reservedPaths.includes(segment));
        if (reserved !== undefined) return problem(`another one, as API Gateway keeps /${reserved} for itself`);
        if (path.includes("/") && tlsPolicy === "TLS_1_0")
            return problem("a path without a slash, as a domain name with TLS_1_0 has no others");
        const api = apis.find((own) => Object.values(paths).some((other) => hides(other, path, own)));
        // docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html: the longest path that matches decides.
        if (api !== undefined) return problem(`another one, as another stage's hides API "${api}" of this stage`);
        return [];
    });
}

// Requests to an API are at the base path and the API's name.
function hides(other: string, path: string, api: string): boolean {
    const own = path === "" ? api : `${path}/${api}`;
    return other === own || other.startsWith(`${own}/`);
}
