import type { CallHooks } from "./call-hooks";
import { CallRates } from "./call-rates";
import type { Cloud } from "./cloud";
import { LoadBalancerStates } from "./load-balancer-states";
import { isMap, type PropertyMap, plain } from "./property-values";
import { RegistryTokens } from "./registry-tokens";
import { bodySnapshot, type LiveResource, ResourceStore } from "./resource-store";

/** The clouds behind a set of providers: what exists in them, and how the AWS provider was configured last. */
export class SimulatedCloud implements Cloud {
    readonly store = new ResourceStore();
    readonly rates = new CallRates();
    readonly registryTokens = new RegistryTokens();
    readonly providerVersions = new Map<string, string>();
    readonly balancers = new LoadBalancerStates(this.store);
    callHooks: CallHooks = {};
    today = new Date().toISOString().slice(0, 10);
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

    /** Adds a resource that was created before; a deployment gets the body that its API has now, a repository has images. */
    seed(resource: LiveResource): void {
        const isRepository = resource.type === "aws:ecr/repository:Repository";
        this.store.put({
            ...resource,
            ...bodySnapshot(resource, this.store),
            ...(isRepository && { hasImages: true }),
        });
    }

    /** Applies the configuration of an AWS provider; its strings may be JSON, as an engine sends them. */
    configureAws(config: PropertyMap): void {
        const { region, defaultTags = null } = plain(config) as PropertyMap;
        const parsed = typeof defaultTags === "string" ? JSON.parse(defaultTags) : defaultTags;
        this.settings = {
            region: typeof region === "string" && region !== "" ? region : this.region,
            defaultTags: isMap(parsed) && isMap(parsed.tags) ? parsed.tags : {},
        };
    }
}
