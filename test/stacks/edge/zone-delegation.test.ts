import assert from "node:assert/strict";
import { delegationProblem, dnsServerVariable } from "../../../stacks/edge/zone-delegation";
import { type DnsServer, startDnsServer } from "../../../tools/cloud-simulator/engine/dns-server";
import { nameServers } from "../../../tools/cloud-simulator/resources/dns/hosted-zones";
import type { HostedZone } from "../../../tools/cloud-simulator/state/cloud";
import { SimulatedCloud } from "../../../tools/cloud-simulator/state/simulated-cloud";

describe("The delegation of a hosted zone", () => {
    const zone: HostedZone = { id: "Z1", name: "shop.dev", isPrivate: false, isDelegated: true, records: [] };
    const cloud = new SimulatedCloud("123456789012", "eu-central-1");
    let dns: DnsServer;

    before(async () => {
        dns = await startDnsServer(cloud);
    });

    after(() => dns.close());

    const problemWith = (changes: Partial<HostedZone>, own = nameServers) => {
        cloud.hostedZones.splice(0, cloud.hostedZones.length, { ...zone, ...changes });
        return delegationProblem({ name: "shop.dev", nameServers: own }, { [dnsServerVariable]: dns.address });
    };

    it("is fine where DNS has the zone's name servers, however they are written", async () => {
        assert.equal(await problemWith({}), undefined);
        assert.equal(await problemWith({}, ["NS-2.awsdns-02.com."]), undefined);
    });

    it("is missing where DNS has none, and the problem names what to enter where", async () => {
        const missing =
            "the zone's name servers are ns-1.awsdns-01.org, ns-2.awsdns-02.com, and DNS has none: enter the zone's at the registrar of shop.dev, or as its NS record in the zone above it";
        for (const changes of [{ isDelegated: false }, { isPrivate: true }, { name: "other.dev" }])
            assert.equal(await problemWith(changes), missing);
    });

    it("is another zone's where DNS has other name servers", async () => {
        const problem = await problemWith({}, ["ns-9.awsdns-09.net"]);
        assert.match(
            problem ?? "",
            /^the zone's name servers are ns-9\.awsdns-09\.net, and DNS has ns-1\.awsdns-01\.org, ns-2\.awsdns-02\.com: /,
        );
    });

    it("is not known where no DNS server responds", async () => {
        const closed = await startDnsServer(cloud);
        await closed.close();
        const problem = await delegationProblem(
            { name: "shop.dev", nameServers },
            { [dnsServerVariable]: closed.address },
        );
        assert.equal(problem, undefined);
    });
});
