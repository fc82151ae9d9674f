import { clusterOf } from "../../cloud-simulator/kubernetes/pods/cluster";
import { servingTypes } from "../../cloud-simulator/providers/known-types";
import { unreachableTargets } from "../../cloud-simulator/providers/packages";
import { loadBalancers } from "../../cloud-simulator/resources/load-balancers";
import type { Cloud } from "../../cloud-simulator/state/cloud";
import { plain, text } from "../../cloud-simulator/state/property-values";
import type { LiveResource } from "../../cloud-simulator/state/resource-store";
import { parseUrn } from "../../cloud-simulator/state/urn";
import { shortType } from "../preview/resource-tree";
import { brokenBackends } from "./backend-watch";
import { brokenInvocations } from "./function-watch";
import { brokenHttpLinks } from "./http/http-link-watch";
import { HttpTraffic } from "./http/http-traffic";
import { LinkWatch, linkVariables } from "./link-watch";
import { WebSocketWatch } from "./web-socket-watch";

const serving = servingTypes();

/** Types whose changes start, move or end pods. */
const decidesPods = /^(kubernetes:|aws:eks\/cluster:)/;

/** Gaps that AWS makes necessary and that last a second or two, by type: with what a client sees meanwhile. */
const knownGaps: Readonly<Record<string, string>> = {
    "aws:apigateway/usagePlanKey:UsagePlanKey": "requests with this key get 403 for a second or two",
};

/** Inspects the clouds after each call, and finds resources that did not serve for a while but did before and afterwards. */
export class OutageWatch {
    private readonly before: ReadonlySet<string>;
    private readonly missing = new Set<string>();
    private readonly broken = new Set<string>();
    private readonly links: LinkWatch;
    private readonly webSockets: WebSocketWatch;
    private readonly http: HttpTraffic;

    /** Records which resources serve now. */
    constructor(private readonly cloud: Cloud) {
        this.before = servingUrns(cloud);
        this.links = new LinkWatch(cloud);
        this.webSockets = new WebSocketWatch(cloud);
        this.http = new HttpTraffic(cloud);
        const cluster = clusterOf(cloud);
        cluster.observe();
        cluster.takeProblems();
    }

    /**
     * Inspects the clouds once.
     * @param type type of the resource that the last call changed. Default: any.
     */
    look(type?: string): void {
        const now = servingUrns(this.cloud);
        if (type === undefined || decidesPods.test(type)) clusterOf(this.cloud).observe();
        for (const urn of this.before) if (!now.has(urn)) this.missing.add(urn);
        for (const problem of brokenReferences(this.cloud)) this.broken.add(problem);
        for (const problem of unreachableTargets(this.cloud, type)) this.broken.add(problem);
        for (const problem of this.links.look()) this.broken.add(problem);
        this.webSockets.look();
        this.http.look(type);
    }

    /** Descriptions of the requests to the HTTP API that failed: for a while, or now. */
    failedRequests(): Promise<string[]> {
        return this.http.problems();
    }

    /**
     * Descriptions of the outages, those included that occur until the pods have settled. A resource that no longer exists at
     * the end is not an outage.
     */
    outages(): string[] {
        const cluster = clusterOf(this.cloud);
        cluster.observe();
        cluster.settle();
        const gaps = this.reappeared().filter((urn) => knownGap(urn) === undefined);
        const missing = gaps.map((urn) => `${label(urn)} did not exist for a while`);
        return [...missing, ...this.broken, ...this.webSockets.outages(), ...cluster.takeProblems()];
    }

    /** Descriptions of the gaps that are known and cannot be avoided. */
    knownGaps(): string[] {
        return this.reappeared().flatMap((urn) => {
            const effect = knownGap(urn);
            return effect === undefined ? [] : [`${label(urn)}: ${effect}`];
        });
    }

    private reappeared(): string[] {
        const after = servingUrns(this.cloud);
        return [...this.missing].filter((urn) => after.has(urn));
    }
}

function knownGap(urn: string): string | undefined {
    return knownGaps[parseUrn(urn).type];
}

/** Finds references between serving resources to something that does not exist. */
export function brokenReferences(cloud: Cloud): string[] {
    const ids = (type: string) => new Set(cloud.store.ofType(type).map(({ id }) => id));
    const [deployments, links] = [ids("aws:apigateway/deployment:Deployment"), ids("aws:apigateway/vpcLink:VpcLink")];
    const balancers = new Set(loadBalancers(cloud).map(({ arn }) => arn));
    const problemsOfStage = ({ inputs }: LiveResource) =>
        deployments.has(text(inputs.deployment)) ? [] : [`stage "${text(inputs.stageName)}" was without a deployment`];
    const missing = linkVariables(cloud)
        .filter(({ link }) => !links.has(link))
        .map(({ label }) => `${label} named a VPC link that does not exist`);
    const problemsOfLink = ({ inputs, failure }: LiveResource) => {
        if (failure !== undefined) return [`VPC link "${text(inputs.name)}" does not work: ${failure}`];
        return balancers.has(plain(inputs.targetArn ?? null))
            ? []
            : [`VPC link "${text(inputs.name)}" targeted no load balancer`];
    };
    return [
        ...cloud.store.ofType("aws:apigateway/stage:Stage").flatMap(problemsOfStage),
        ...missing,
        ...brokenInvocations(cloud),
        ...brokenBackends(cloud),
        ...brokenHttpLinks(cloud),
        ...cloud.store.ofType("aws:apigateway/vpcLink:VpcLink").flatMap(problemsOfLink),
    ];
}

function servingUrns(cloud: Cloud): Set<string> {
    return new Set(cloud.store.ofType(...serving).map(({ urn }) => urn));
}

function label(urn: string): string {
    const { type, name } = parseUrn(urn);
    return `${shortType(type)} "${name}"`;
}
