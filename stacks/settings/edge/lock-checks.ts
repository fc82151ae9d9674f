import { settingProblem } from "../problems";
import type { Settings } from "../schema";
import type { EdgeSettings } from "./schema";

/** Checks that the lock of the stages has the settings that it needs, and none that it does not use. */
export function checkEdgeLock(edge: EdgeSettings, settings: Partial<Settings>): string[] {
    // A section that is not valid by itself has a problem already; its key is left out.
    const isKnown = Object.hasOwn(settings, "domain");
    const problem = (path: readonly string[], value: unknown, want: string) => [settingProblem(path, value, want)];
    const { lock, clientCertificateArn, originSecretVersion } = edge;
    const { domain } = settings;
    const clientPath = ["edge", "clientCertificateArn"];
    if (lock !== "mutualTls") {
        const unused = "no such key without `lock: mutualTls`";
        const demanded = "mutualTls, as `gatehouse:domain.mutualTls` requires a certificate from CloudFront too";
        return [
            ...(clientCertificateArn === undefined ? [] : problem(clientPath, clientCertificateArn, unused)),
            ...(domain?.mutualTls ? problem(["edge", "lock"], lock, demanded) : []),
        ];
    }
    const needed = "a certificate for clients with `lock: mutualTls`, by which CloudFront calls the domain name";
    const name = "secret, or `gatehouse:domain` with `mutualTls`, as only a domain name requires certificates";
    const open = "disabled with `gatehouse:edge.lock: mutualTls`, as it requires no certificate";
    const unused = "no such key with `lock: mutualTls`";
    return [
        ...(clientCertificateArn === undefined ? problem(clientPath, undefined, needed) : []),
        ...(isKnown && domain?.mutualTls === undefined ? problem(["edge", "lock"], lock, name) : []),
        ...(domain?.defaultEndpoint === "enabled" ? problem(["domain", "defaultEndpoint"], "enabled", open) : []),
        ...(originSecretVersion === 1 ? [] : problem(["edge", "originSecretVersion"], originSecretVersion, unused)),
    ];
}
