import { z } from "zod";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import type { App } from "./deployed-api";
import { balancedBackends, registeredBackend } from "./registered-backends";
import { revealed } from "./state-values";

const linkSchema = z.object({ id: z.string(), outputs: z.object({ targetArn: z.string() }) });

/**
 * Reads the apps behind each VPC link of a stack: those whose backend registered the load balancer that the link
 * targets. A link without an app is left out.
 */
export function readApps(resources: readonly StateResource[]): Record<string, App[]> {
    const backends = balancedBackends(resources.flatMap(({ outputs }) => registeredBackend(revealed(outputs)) ?? []));
    const links = resources
        .filter(({ type }) => type === "aws:apigateway/vpcLink:VpcLink")
        .map((link) => linkSchema.parse(link))
        .map(({ id, outputs: { targetArn } }) => {
            const apps = backends
                .filter(({ loadBalancer }) => loadBalancer.arn === targetArn)
                .map(({ backend: { api, host }, environment }) => ({ name: api, environment, host }));
            return [id, apps] as const;
        });
    return Object.fromEntries(links.filter(([, apps]) => apps.length > 0));
}
