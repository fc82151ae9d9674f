import { isObject } from "../../../openapi/raw-value";
import { edgePathsOf } from "../../../stacks/settings/edge/base-paths";
import { deployedOperations } from "../../cloud-simulator/rejections/gateway/deployed-body";
import { text } from "../../cloud-simulator/state/property-values";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import { Edge } from "../../edge-emulator/edge";
import { RateCounters } from "../../edge-emulator/firewall/rate-counters";
import { readEdge } from "../../edge-emulator/state/read-edge";
import type { GatewayRequest } from "../../gateway-emulator/http/message";
import { gatewayOf, liveApi, liveResources, requestTo } from "./live-gateway";
import type { Rehearsal } from "./rehearsal";

const distributionType = "aws:cloudfront/distribution:Distribution";
const aclType = "aws:wafv2/webAcl:WebAcl";

// AWS's common rules block requests without one.
const userAgent = ["user-agent", "rehearsal"] as const;

/**
 * Requests of browsers and clients to the distribution of a stack while it is updated. AWS brings a change of a distribution and of a
 * web ACL to its locations one after the other, in minutes, so each version that existed during an update may still be in use:
 * requests run through each version of the distribution, with each version of the web ACLs behind it.
 */
export class EdgeTraffic {
    /** Number of requests that were sent. */
    sent = 0;
    private readonly versions = { [distributionType]: new Versions(), [aclType]: new Versions() };
    private readonly failures = new Set<string>();
    private readonly pending: Promise<void>[] = [];

    /** Records the versions that exist before the update. */
    constructor(private readonly rehearsal: Rehearsal) {
        this.look();
    }

    /** Sends requests after a call of a provider. */
    look(): void {
        const resources = liveResources(this.rehearsal.cloud);
        const others = resources.filter(({ type }) => type !== distributionType && type !== aclType);
        const [distributions, acls] = [distributionType, aclType].map((type) =>
            this.versions[type as keyof typeof this.versions].add(resources.filter((each) => each.type === type)),
        );
        for (const distribution of distributions ?? [])
            for (const acl of acls ?? []) this.send([...others, ...distribution, ...acl]);
    }

    /** The requests that failed, once all have their responses. */
    async problems(): Promise<string[]> {
        await Promise.all(this.pending.splice(0));
        return [...this.failures];
    }

    private send(resources: readonly StateResource[]): void {
        const { cloud } = this.rehearsal;
        const deployed = readEdge(resources);
        if (deployed === undefined) return;
        const api = liveApi(resources, cloud);
        const clock = () => this.sent * 1000;
        const gateway = gatewayOf(api, { clock, random: () => 0.5 });
        const edge = new Edge({
            ...{ edge: deployed, api, country: undefined, clock, log: () => {} },
            gateway: async (request) => (await gateway.serve(request)).response,
            counters: new RateCounters(clock),
            newId: () => "00000000-0000-4000-8000-000000000000",
        });
        for (const request of this.requests(api)) this.pending.push(this.record(edge, request));
    }

    // One for each operation, at the path that the distribution has for its stage, and one for the site.
    private requests(api: ReturnType<typeof liveApi>): GatewayRequest[] {
        const { rehearsal } = this;
        const stages = Object.keys(rehearsal.setting("gatehouse:stages") as object);
        const basePaths = rehearsal.setting("gatehouse:edge", "basePaths");
        const paths = edgePathsOf(isObject(basePaths) ? (basePaths as Record<string, string>) : {}, stages);
        const ofStages = rehearsal.cloud.store.ofType("aws:apigateway/stage:Stage").flatMap(({ outputs }) => {
            const stage = text(outputs.stageName);
            return deployedOperations(rehearsal.cloud, outputs.deployment)
                .flatMap(({ method, path }) => requestTo(api, stage, `${method} ${path}`))
                .map((request) => ({
                    ...request,
                    url: `/${paths[stage]}${request.url.slice(stage.length + 1)}`,
                    headers: [...request.headers, userAgent],
                }));
        });
        if (rehearsal.setting("gatehouse:site") === undefined) return ofStages;
        const page = { method: "GET", url: "/", headers: [userAgent], body: Buffer.alloc(0), sourceIp: "203.0.113.1" };
        return [...ofStages, page];
    }

    private async record(edge: Edge, request: GatewayRequest): Promise<void> {
        this.sent++;
        const { response } = await edge.serve(request);
        if (response.status < 400) return;
        const { status, explanation = response.body.toString() } = response;
        this.failures.add(`${request.method} ${request.url} got ${status}: ${explanation}`);
    }
}

/** The versions of the resources of a type. */
class Versions {
    private readonly byText = new Map<string, readonly StateResource[]>();

    /** Adds the version that exists now, and returns all. */
    add(version: readonly StateResource[]): (readonly StateResource[])[] {
        if (version.length > 0) this.byText.set(JSON.stringify(version), version);
        return [...this.byText.values()];
    }
}
