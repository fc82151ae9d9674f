import { usesKind } from "../../../../stacks/settings/compute-kinds";
import { loadBalancers } from "../../../cloud-simulator/resources/load-balancers";
import type { Rehearsal } from "../rehearsal";
import type { Scenario } from "../scenario";
import { apisOf, noKubernetes } from "../stack-apis";

const image = { image: "registry.example.com/shop:1", port: 8080, exposure: "shared" };

/** APIs get, share and leave the gateway in front of several APIs. */
export const sharedGateway: Scenario = {
    name: "shared-gateway",
    statement:
        "An API moves behind the shared gateway, others are added, changed and removed, and the gateway is given up, all without an outage; it has one load balancer and one VPC link, however many APIs it serves.",
    doesNotApply: ({ apis }) => (usesKind("kubernetes", apis) ? undefined : noKubernetes),
    async run(rehearsal) {
        const apis = apisOf(rehearsal);
        const original = apis.find(({ kind }) => kind === "kubernetes")?.name ?? "";
        const exposure = ["gatehouse:apis", original, "exposure"];
        const others = ["customers", "orders", "publishers", "reviews"];
        for (const { name } of apis) await rehearsal.set(["gatehouse:apis", name, "exposure"], undefined);
        await rehearsal.set(["gatehouse:pages"], undefined);
        for (const name of others) rehearsal.project.addDocument(name, original);
        await rehearsal.up("everything");
        const before = counts(rehearsal);

        await rehearsal.set(exposure, "shared");
        await rehearsal.up("an API behind the gateway");
        expectCounts(rehearsal, "an API behind the gateway", before);

        for (const name of others) await rehearsal.set(["gatehouse:apis", name], image);
        await rehearsal.up("four more APIs behind it");
        expectCounts(rehearsal, "four more APIs", before);

        await rehearsal.set(["gatehouse:pages"], { front: { image: "registry.example.com/front:1", port: 3000 } });
        await rehearsal.up("a page behind it");
        expectCounts(rehearsal, "a page", before);

        await rehearsal.set(["gatehouse:apis", "orders", "port"], 9090);
        await rehearsal.set(["gatehouse:sharedGateway"], { image: "registry.example.com/nginx:2" });
        await rehearsal.up("another port of an API, and another image of the gateway");

        await rehearsal.set(["gatehouse:apis", "customers"], undefined);
        await rehearsal.up("an API removed from it");

        // With the others, as the gateway forgets an API that leaves it alone before the stages know its new load balancer
        // (docs/operation.md).
        await rehearsal.set(exposure, "own");
        await rehearsal.set(["gatehouse:pages"], undefined);
        for (const name of others) await rehearsal.set(["gatehouse:apis", name], undefined);
        await rehearsal.up("no gateway");
        expectCounts(rehearsal, "no gateway", before);
    },
};

interface Counts {
    readonly links: number;
    readonly balancers: number;
}

function counts({ cloud }: Rehearsal): Counts {
    const links = cloud.store.ofType("aws:apigateway/vpcLink:VpcLink").length;
    return { links, balancers: loadBalancers(cloud).length };
}

function expectCounts(rehearsal: Rehearsal, title: string, want: Counts): void {
    const { links, balancers } = counts(rehearsal);
    rehearsal.expect(
        links === want.links && balancers === want.balancers,
        `"${title}": got ${links} VPC links and ${balancers} load balancers, want ${want.links} and ${want.balancers}`,
    );
}
