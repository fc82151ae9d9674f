import { z } from "zod";
import type { ExportedResource } from "../../cloud-simulator/state/stack-export";
import type { StateResource } from "../../cloud-simulator/state/state-resource";

const distributionSchema = z.object({
    aliases: z.array(z.string()),
    orderedCacheBehaviors: z.array(z.object({ pathPattern: z.string(), targetOriginId: z.string() })),
});
const domainSchema = z.object({ mutualTlsAuthentication: z.object({}) });

/** A stack's distribution, as clients see it. */
export interface PublishedEdge {
    /** URLs of a stage below the first name of the distribution; none for a stage that it does not serve. */
    urlsOf(stage: string): readonly string[];
    /** Whether clients reach the stages by the distribution alone. */
    readonly isLocked: boolean;
}

/**
 * Reads the distribution of a stack from its state. Origins are secret there, so the lock is found by what belongs to it.
 * @param resources those of a simulated state, or of one that `pulumi stack export` wrote.
 */
export function publishedEdge(resources: readonly (StateResource | ExportedResource)[]): PublishedEdge {
    const ofType = (type: string) => resources.filter((resource) => resource.type === type);
    const distributions = ofType("aws:cloudfront/distribution:Distribution").flatMap(
        ({ outputs }) => distributionSchema.safeParse(outputs).data ?? [],
    );
    const requiresCertificates = ofType("aws:apigateway/domainName:DomainName").some(
        ({ outputs }) => domainSchema.safeParse(outputs).success,
    );
    return {
        urlsOf: (stage) =>
            distributions.flatMap(({ aliases: [name], orderedCacheBehaviors }) =>
                orderedCacheBehaviors
                    .filter(({ targetOriginId }) => targetOriginId === `stage-${stage}`)
                    .map(({ pathPattern }) => `https://${name}${pathPattern.replace(/\/\*$/, "")}`),
            ),
        isLocked:
            distributions.length > 0 && (ofType("gatehouse:edge:OriginSecret").length > 0 || requiresCertificates),
    };
}
