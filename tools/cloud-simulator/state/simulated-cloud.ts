import type { CallHooks } from "./call-hooks";
import { CallRates } from "./call-rates";
import { principalOf } from "./callers";
import type { Cloud, HostedZone } from "./cloud";
import type { EnginePlace } from "./engine-place";
import { LoadBalancerStates } from "./load-balancer-states";
import { namedSecrets } from "./named-secrets";
import { listOf, mapOf, type PropertyMap, plain, text } from "./property-values";
import { RegistryTokens } from "./registry-tokens";
import { bodySnapshot, type LiveResource, ResourceStore } from "./resource-store";

/** The clouds behind a set of providers: what exists in them, and how the AWS provider was configured last. */
export class SimulatedCloud implements Cloud {
    readonly store = new ResourceStore();
    readonly rates = new CallRates();
    readonly registryTokens = new RegistryTokens();
    readonly snapshots = new Set<string>();
    readonly providerVersions = new Map<string, string>();
    readonly balancers = new LoadBalancerStates(this.store);
    readonly brokenImages = new Set<string>();
    readonly secrets = new Map<string, string>();
    readonly hostedZones: HostedZone[] = [];
    readonly missingPaths = new Set<string>();
    readonly machineImages = { arm64: "ami-0a17c2e5b84d9f361", x86_64: "ami-0f52d83be7a1c4906" };
    callHooks: CallHooks = {};
    today = new Date().toISOString().slice(0, 10);
    timeoutMs = 1_000;
    place: EnginePlace | undefined;
    missingPrincipals: ReadonlySet<string> = new Set();
    private settings: Pick<Cloud, "region" | "defaultTags" | "caller">;

    constructor(
        readonly accountId: string,
        region: string,
    ) {
        this.settings = { region, defaultTags: {}, caller: principalOf({}, accountId) };
    }

    get region(): string {
        return this.settings.region;
    }

    get defaultTags(): PropertyMap {
        return this.settings.defaultTags;
    }

    get caller(): string {
        return this.settings.caller;
    }

    /** Adds a resource that was created before; a deployment gets the body that its API has now, a repository has images, and a bucket objects. */
    seed(resource: LiveResource): void {
        const isBucket = resource.type === "aws:s3/bucket:Bucket";
        const isRepository = resource.type === "aws:ecr/repository:Repository";
        this.store.put({
            ...resource,
            ...bodySnapshot(resource, this.store),
            ...(isRepository && { hasImages: true }),
            ...(isBucket && { hasObjects: true }),
        });
    }

    /** Adds the secrets that a stack's configuration names: no offline run knows whether they exist, so they do. */
    addNamedSecrets(config: unknown): void {
        for (const [arn, text] of namedSecrets(config)) if (!this.secrets.has(arn)) this.secrets.set(arn, text);
    }

    /** Applies the configuration of an AWS provider; its strings may be JSON, as an engine sends them. */
    configureAws(config: PropertyMap): void {
        const { region, defaultTags, profile, assumeRoles } = withParsed(plain(config) as PropertyMap);
        const roles = listOf(assumeRoles).map(({ roleArn }) => text(roleArn));
        this.settings = {
            region: typeof region === "string" && region !== "" ? region : this.region,
            defaultTags: mapOf(mapOf(defaultTags).tags),
            caller: principalOf(
                { profile: profile ? text(profile) : undefined, roleArn: roles.at(-1) },
                this.accountId,
            ),
        };
    }
}

const structured = ["assumeRoles", "defaultTags"];

function withParsed(config: PropertyMap): PropertyMap {
    return Object.fromEntries(
        Object.entries(config).map(([key, value]) => [
            key,
            typeof value === "string" && structured.includes(key) ? JSON.parse(value) : value,
        ]),
    );
}
