import { type PropertyMap, text } from "./property-values";
import { parseUrn } from "./urn";

/** A replacement of the machines of an Auto Scaling group. */
export interface InstanceRefresh {
    /** Launch template of the new machines: its id and version. */
    readonly template: PropertyMap;
    /** That of the old ones. */
    readonly before: PropertyMap;
    /** How it ended; absent while it is in progress. */
    readonly status?: "Successful" | "RollbackSuccessful" | "Failed";
    readonly reason?: string;
}

/** A request to a distribution of CloudFront to drop cached files, as AWS returns it. */
export interface Invalidation {
    readonly Id: string;
    readonly Status: string;
    readonly InvalidationBatch: {
        readonly CallerReference: string;
        readonly Paths: { readonly Quantity: number; readonly Items: readonly string[] };
    };
}

/** A resource that exists in the simulated cloud. */
export interface LiveResource {
    readonly urn: string;
    readonly type: string;
    readonly id: string;
    readonly inputs: PropertyMap;
    readonly outputs: PropertyMap;
    /** Of a deployment: the body that its API had when it was created. */
    readonly snapshot?: string;
    /** Why the resource does not work; undefined if it does. */
    readonly failure?: string;
    /** Of an image repository: whether an image was pushed to it. */
    readonly hasImages?: boolean;
    /** Of a bucket: whether a client has put an object into it. */
    readonly hasObjects?: boolean;
    /** Of an Auto Scaling group: the replacements of its machines, the oldest first. */
    readonly refreshes?: readonly InstanceRefresh[];
    /** Of a distribution: its invalidations, the oldest first. */
    readonly invalidations?: readonly Invalidation[];
    /** Principal that created it; undefined for a resource of an imported state. */
    readonly creator?: string;
}

/** Everything that exists in the simulated cloud, until the process ends. */
export class ResourceStore {
    private readonly resources = new Map<string, LiveResource>();
    private readonly created = new Map<string, number>();
    private readonly waiting = new Set<() => void>();

    /** Adds a resource, or replaces its state. */
    put(resource: LiveResource): void {
        const key = keyOf(resource);
        if (!this.resources.has(key)) this.created.set(resource.urn, this.timesCreated(resource.urn) + 1);
        const { snapshot, failure, creator, hasImages, hasObjects, refreshes, invalidations } =
            this.resources.get(key) ?? {};
        const preserved = {
            ...(snapshot !== undefined && { snapshot }),
            ...(failure !== undefined && { failure }),
            ...(creator !== undefined && { creator }),
            ...(hasImages !== undefined && { hasImages }),
            ...(hasObjects !== undefined && { hasObjects }),
            ...(refreshes !== undefined && { refreshes }),
            ...(invalidations !== undefined && { invalidations }),
        };
        this.resources.set(key, { ...preserved, ...resource });
        this.announce();
    }

    /**
     * Removes a resource; a no-op if it does not exist. The program may have renamed it by an alias since it was created: then it
     * is here under another URN.
     */
    remove(resource: Pick<LiveResource, "urn" | "id">): void {
        const { type } = parseUrn(resource.urn);
        const own = this.resources.has(keyOf(resource)) ? resource : this.find(type, resource.id);
        if (own) this.resources.delete(keyOf(own));
        this.announce();
    }

    /** Waits for the next change of any resource; false if there is no change within the given milliseconds. */
    nextChange(withinMs: number): Promise<boolean> {
        return new Promise((resolve) => {
            const end = (changed: boolean) => {
                clearTimeout(timer);
                this.waiting.delete(onChange);
                resolve(changed);
            };
            const onChange = () => end(true);
            const timer = setTimeout(end, withinMs, false);
            this.waiting.add(onChange);
        });
    }

    /** The resource of a type with an id, under any URN. */
    find(type: string, id: string): LiveResource | undefined {
        return this.ofType(type).find((resource) => resource.id === id);
    }

    /** All resources of the given types. */
    ofType(...types: string[]): LiveResource[] {
        return this.all().filter((resource) => types.includes(resource.type));
    }

    /** All resources in order of creation. */
    all(): LiveResource[] {
        return [...this.resources.values()];
    }

    /** All resources that were created under a URN and still exist. */
    withUrn(urn: string): LiveResource[] {
        return this.all().filter((resource) => resource.urn === urn);
    }

    /** How often a resource was created under a URN, which differs from 1 after a replacement. */
    timesCreated(urn: string): number {
        return this.created.get(urn) ?? 0;
    }

    private announce(): void {
        for (const onChange of [...this.waiting]) onChange();
    }
}

/** The body of its API at this moment, for a deployment. Empty for any other resource. */
export function bodySnapshot(
    { type, inputs }: Pick<LiveResource, "type" | "inputs">,
    store: ResourceStore,
): Pick<LiveResource, "snapshot"> {
    if (type !== "aws:apigateway/deployment:Deployment") return {};
    const body = store.find("aws:apigateway/restApi:RestApi", text(inputs.restApi))?.inputs.body;
    return typeof body === "string" ? { snapshot: body } : {};
}

function keyOf({ urn, id }: Pick<LiveResource, "urn" | "id">): string {
    return `${urn}::${id}`;
}
