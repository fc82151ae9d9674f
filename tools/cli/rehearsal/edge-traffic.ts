import { isObject } from "../../../openapi/raw-value";
import { edgePathsOf } from "../../../stacks/settings/edge/base-paths";
import { deployedOperations } from "../../cloud-simulator/rejections/gateway/deployed-body";
import { text } from "../../cloud-simulator/state/property-values";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import { Edge } from "../../edge-emulator/edge";
import { RateCounters } from "../../edge-emulator/firewall/rate-counters";
import { StageOrigin } from "../../edge-emulator/origins/stage-origin";
import { readEdge } from "../../edge-emulator/state/read-edge";
import { readWebAcls, stageAcls } from "../../edge-emulator/state/read-web-acls";
import type { GatewayRequest, GatewayResponse } from "../../gateway-emulator/http/message";
import type { DeployedApi } from "../../gateway-emulator/state/deployed-api";
import { gatewayOf, liveApi, liveResources, requestTo } from "./live-gateway";
import type { Rehearsal } from "./rehearsal";

const distributionType = "aws:cloudfront/distribution:Distribution";
const aclType = "aws:wafv2/webAcl:WebAcl";

/** Changes of these types may change the responses to requests. */
const decidesResponses = /^aws:(apigateway|lambda|cloudfront|wafv2|s3)\//;

// AWS's common rules block requests without one.
const userAgent = ["user-agent", "rehearsal"] as const;

const page = { method: "GET", url: "/", headers: [userAgent], body: Buffer.alloc(0), sourceIp: "203.0.113.1" };

/** Which requests are sent; default of each: none of them. */
export interface EdgeRequests {
    /** To the operations, at the paths that the distribution has for the stages. */
    readonly stages?: boolean;
    /** For the page of the site. */
    readonly site?: boolean;
    /** To the operations, past the distribution, at the stages. */
    readonly direct?: boolean;
}

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
    constructor(
        private readonly rehearsal: Rehearsal,
        private readonly wanted: EdgeRequests = {
            stages: true,
            site: rehearsal.setting("gatehouse:site") !== undefined,
        },
    ) {
        this.look();
    }

    /**
     * Sends requests after a call of a provider.
     * @param type type of the resource that the call changed. Default: any.
     */
    look(type = distributionType): void {
        if (!decidesResponses.test(type)) return;
        const resources = liveResources(this.rehearsal.cloud);
        const others = resources.filter(({ type }) => type !== distributionType && type !== aclType);
        const [distributions, acls] = [distributionType, aclType].map((type) =>
            this.versions[type as keyof typeof this.versions].add(resources.filter((each) => each.type === type)),
        );
        const api = liveApi(resources, this.rehearsal.cloud);
        for (const distribution of distributions ?? [])
            for (const acl of acls ?? []) this.send(api, [...others, ...distribution, ...acl]);
    }

    /** The requests that failed, once all have their responses. */
    async problems(): Promise<string[]> {
        await Promise.all(this.pending.splice(0));
        return [...this.failures];
    }

    private send(api: DeployedApi, resources: readonly StateResource[]): void {
        const clock = () => this.sent * 1000;
        const gateway = gatewayOf(api, { clock, random: () => 0.5 });
        const args = {
            ...{ api, clock, counters: new RateCounters(clock), newId: () => "00000000-0000-4000-8000-000000000000" },
            gateway: async (request: GatewayRequest) => (await gateway.serve(request)).response,
        };
        const { stages, site, direct } = this.wanted;
        const calls = this.calls(api);
        const deployed = readEdge(resources);
        if (deployed !== undefined && (stages || site)) {
            const edge = new Edge({ ...args, edge: deployed, country: undefined, log: () => {} });
            const requests = [...(stages ? this.atEdge(calls) : []), ...(site ? [page] : [])];
            for (const request of requests) this.record(request, async () => (await edge.serve(request)).response);
        }
        if (!direct) return;
        const acls = stageAcls(resources, readWebAcls(resources));
        const origin = new StageOrigin({ ...args, edge: { stageAcls: acls, mutualTlsDomains: [] } });
        for (const { request } of calls) this.record(request, () => origin.respond(request, "DE", false));
    }

    // One for each operation of each stage.
    private calls(api: DeployedApi): Call[] {
        const { cloud } = this.rehearsal;
        return cloud.store.ofType("aws:apigateway/stage:Stage").flatMap(({ outputs }) => {
            const stage = text(outputs.stageName);
            return deployedOperations(cloud, outputs.deployment)
                .flatMap(({ method, path }) => requestTo(api, stage, `${method} ${path}`))
                .map((request) => ({ stage, request: { ...request, headers: [...request.headers, userAgent] } }));
        });
    }

    // At the path that the distribution has for the stage.
    private atEdge(calls: readonly Call[]): GatewayRequest[] {
        const { rehearsal } = this;
        const stages = Object.keys(rehearsal.setting("gatehouse:stages") as object);
        const basePaths = rehearsal.setting("gatehouse:edge", "basePaths");
        const paths = edgePathsOf(isObject(basePaths) ? (basePaths as Record<string, string>) : {}, stages);
        return calls.map(({ stage, request }) => ({
            ...request,
            url: `/${paths[stage]}${request.url.slice(stage.length + 1)}`,
        }));
    }

    private record(request: GatewayRequest, serve: () => Promise<GatewayResponse>): void {
        this.sent++;
        const add = ({ status, explanation, body }: GatewayResponse) => {
            if (status >= 400)
                this.failures.add(`${request.method} ${request.url} got ${status}: ${explanation ?? body.toString()}`);
        };
        this.pending.push(serve().then(add));
    }
}

/** A request to a stage. */
interface Call {
    readonly stage: string;
    readonly request: GatewayRequest;
}

/** The versions of the resources of a type. */
class Versions {
    private readonly byText = new Map<string, readonly StateResource[]>();

    /** Adds the version that exists now, and returns all. */
    add(version: readonly StateResource[]): (readonly StateResource[])[] {
        this.byText.set(JSON.stringify(version), version);
        return [...this.byText.values()];
    }
}
