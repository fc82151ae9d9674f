import type { CallHooks } from "./call-hooks";
import { CallRates } from "./call-rates";
import type { Cloud } from "./cloud";
import { LoadBalancerStates } from "./load-balancer-states";
import { isMap, type PropertyMap, plain } from "./property-values";
import { bodySnapshot, type LiveResource, ResourceStore } from "./resource-store";

/** The clouds behind a set of providers: what exists in them, and how the AWS provider was configured last. */
export class SimulatedCloud implements Cloud {
    readonly store = new ResourceStore();
    readonly rates = new CallRates();
    readonly balancers = new LoadBalancerStates(this.store);
    callHooks: CallHooks = {};
    timeoutMs = 1_000;
    private settings: Pick<Cloud, "region" | "defaultTags">;

    constructor(
        readonly accountId: string,
        region: string,
    ) {
        this.settings = { region, defaultTags: {} };
    }

    get region(): string {
        return this.settings.region;
    }

    get defaultTags(): PropertyMap {
        return this.settings.defaultTags;
    }

    /** Adds a resource that was created before; a deployment gets the body that its API has now. */
    seed(resource: LiveResource): void {
        this.store.put({ ...resource, ...bodySnapshot(resource, this.store) });
    }

    /** Takes over what an AWS provider is configured with; the texts may be JSON, as an engine sends them. */
    configureAws(config: PropertyMap): void {
        const { region, defaultTags = null } = plain(config) as PropertyMap;
        const wish = typeof defaultTags === "string" ? JSON.parse(defaultTags) : defaultTags;
        this.settings = {
            region: typeof region === "string" && region !== "" ? region : this.region,
            defaultTags: isMap(wish) && isMap(wish.tags) ? wish.tags : {},
        };
    }
}
