import { z } from "zod";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import type { DeployedEdge } from "./deployed-edge";
import { readDistribution } from "./read-distribution";
import { readWebAcls, stageAcls } from "./read-web-acls";
import { readBuckets } from "./site-bucket";

const domainForm = z.object({
    domainName: z.string(),
    mutualTlsAuthentication: z.object({ truststoreUri: z.string() }).nullish(),
});

/**
 * Reads a stack's distribution from its state, with the web ACLs before it and before the gateway's stages, and the objects
 * of its buckets.
 * @returns undefined if the stack has no distribution.
 * @throws {Error} if it uses a feature that the emulator does not support.
 */
export function readEdge(resources: readonly StateResource[]): DeployedEdge | undefined {
    const read = readDistribution(resources);
    if (read === undefined) return undefined;
    const { distribution, webAclArn } = read;
    const acls = readWebAcls(resources);
    const webAcl = acls.get(webAclArn);
    const domains = resources
        .filter(({ type }) => type === "aws:apigateway/domainName:DomainName")
        .map(({ outputs }) => domainForm.parse(outputs));
    return {
        distribution,
        ...(webAcl && { webAcl }),
        stageAcls: stageAcls(resources, acls),
        buckets: readBuckets(resources, distribution.arn),
        mutualTlsDomains: domains
            .filter(({ mutualTlsAuthentication }) => mutualTlsAuthentication)
            .map(({ domainName }) => domainName),
    };
}
