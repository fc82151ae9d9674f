import { settingProblem } from "../problems";
import type { Settings } from "../schema";
import { basePathsOf, hides } from "./base-paths";
import type { DomainSettings } from "./schema";
import { isInZone, isZoneId, maxCommonName } from "./zone-names";

// API Gateway's own health checks (docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html).
const reservedPaths: readonly string[] = ["ping", "sping"];

/**
 * Checks the settings of the domain name against the others; the caller leaves out sections that are not valid by themselves.
 * @param region the stack's region; undefined if it is not in its configuration.
 */
export function checkDomain({ domain, stages, apis = {} }: Partial<Settings>, region?: string): string[] {
    if (!domain) return [];
    return [
        ...checkName(domain),
        ...checkCertificate(domain, region),
        ...checkTlsPolicy(domain),
        ...(stages ? checkBasePaths(domain, Object.keys(stages), Object.keys(apis)) : []),
    ];
}

function checkName({ name, hostedZone, certificateArn }: DomainSettings): string[] {
    const problem = (want: string) => [settingProblem(["domain", "name"], name, want)];
    const isElsewhere = !isZoneId(hostedZone) && !isInZone(name, hostedZone);
    const isTooLong = certificateArn === undefined && name.length > maxCommonName;
    return [
        ...(isElsewhere ? problem(`a name in the hosted zone, such as api.${hostedZone}`) : []),
        ...(isTooLong
            ? problem(`at most ${maxCommonName} characters, as ACM puts no more into a certificate's first name`)
            : []),
    ];
}

function checkCertificate({ certificateArn }: DomainSettings, region: string | undefined): string[] {
    if (certificateArn === undefined || region === undefined || certificateArn.split(":")[3] === region) return [];
    const want = `a certificate in ${region}, the region of the stack's domain name`;
    return [settingProblem(["domain", "certificateArn"], certificateArn, want)];
}

function checkTlsPolicy({ tlsPolicy, mutualTls }: DomainSettings): string[] {
    if (mutualTls === undefined || tlsPolicy === "TLS_1_2") return [];
    const want = "TLS_1_2 with mutualTls, as API Gateway has no mutual TLS with another one";
    return [settingProblem(["domain", "tlsPolicy"], tlsPolicy, want)];
}

function checkBasePaths(
    { basePaths, tlsPolicy }: DomainSettings,
    stages: readonly string[],
    apis: readonly string[],
): string[] {
    const want = `no such key, or the name of a stage: ${stages.join(", ")}`;
    const unknown = Object.keys(basePaths).filter((stage) => !stages.includes(stage));
    return [
        ...unknown.map((stage) => settingProblem(["domain", "basePaths", stage], basePaths[stage], want)),
        ...pathProblems(basePathsOf(basePaths, stages), apis, tlsPolicy),
    ];
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
