import { Resolver } from "node:dns/promises";

/** Environment variable with the address of the DNS server to ask, such as `127.0.0.1:5353`. Default: the machine's. */
export const dnsServerVariable = "GATEHOUSE_DNS_SERVER";

// That a name does not exist, or has no record of the type. Any other error, such as a timeout, says nothing about the zone.
const absent: ReadonlySet<string> = new Set(["ENOTFOUND", "ENODATA"]);

/** A hosted zone and the name servers that Route 53 has given it. */
export interface DelegatedZone {
    readonly name: string;
    readonly nameServers: readonly string[];
}

/**
 * Asks DNS whether the internet finds a hosted zone at the zone's own name servers, without which ACM sees no validation record and
 * clients see no name (docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-new-domain.html).
 * @returns what is wrong, as a clause; undefined for a delegated zone, and where DNS cannot be asked.
 */
export async function delegationProblem(
    { name, nameServers }: DelegatedZone,
    { [dnsServerVariable]: server }: NodeJS.ProcessEnv,
): Promise<string | undefined> {
    const resolver = new Resolver({ timeout: 2000, tries: 2 });
    if (server !== undefined && server !== "") resolver.setServers([server]);
    const wanted = nameServers.map(bare);
    const found = await resolver.resolveNs(name).catch((error: NodeJS.ErrnoException) => {
        if (absent.has(error.code ?? "")) return [];
        return undefined;
    });
    if (found === undefined || found.some((each) => wanted.includes(bare(each)))) return undefined;
    const seen = found.length === 0 ? "DNS has none" : `DNS has ${found.map(bare).sort().join(", ")}`;
    return `the zone's name servers are ${wanted.join(", ")}, and ${seen}: enter the zone's at the registrar of ${name}, or as its NS record in the zone above it`;
}

const bare = (host: string): string => host.toLowerCase().replace(/\.$/, "");
