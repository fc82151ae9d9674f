import { z } from "zod";
import type { StateResource } from "../../cloud-simulator/engine/offline-stack";
import type { Workload } from "./deployed-api";
import { texts } from "./state-values";

const linkSchema = z.object({ targetArn: z.string() });
const serviceSchema = z.object({
    spec: z.object({ selector: texts }),
    status: z.object({ loadBalancer: z.object({ ingress: z.array(z.object({ hostname: z.string() })) }) }),
});
const containerSchema = z.object({
    env: z.array(z.object({ name: z.string(), value: z.string().default("") })).default([]),
});
const deploymentSchema = z.object({
    metadata: z.object({ name: z.string() }),
    spec: z.object({
        template: z.object({
            metadata: z.object({ labels: texts }),
            spec: z.object({ containers: z.array(containerSchema) }),
        }),
    }),
});

/**
 * Follows each VPC link to the pods behind it: the load balancer of its ARN, the Service with that hostname, the
 * Deployment whose labels the Service selects. A link that leads to none is left out.
 */
export function readWorkloads(resources: readonly StateResource[]): Record<string, Workload> {
    const found: Record<string, Workload> = {};
    for (const link of resources.filter(({ type }) => type === "aws:apigateway/vpcLink:VpcLink")) {
        const { targetArn } = linkSchema.parse(link.outputs);
        const [name, id] = targetArn.split("/").slice(-2);
        const service = resources
            .filter(
                ({ type, outputs }) =>
                    type === "kubernetes:core/v1:Service" && serviceSchema.safeParse(outputs).success,
            )
            .map(({ outputs }) => serviceSchema.parse(outputs))
            .find(({ status }) =>
                status.loadBalancer.ingress.some(({ hostname }) => hostname.startsWith(`${name}-${id}.`)),
            );
        const workload = service && findWorkload(resources, service.spec.selector);
        if (workload !== undefined && link.id !== undefined) found[link.id] = workload;
    }
    return found;
}

function findWorkload(resources: readonly StateResource[], selector: Readonly<Record<string, string>>) {
    for (const resource of resources.filter(({ type }) => type === "kubernetes:apps/v1:Deployment")) {
        const { metadata, spec } = deploymentSchema.parse(resource.outputs);
        const { labels } = spec.template.metadata;
        if (!Object.entries(selector).every(([key, value]) => labels[key] === value)) continue;
        const env = spec.template.spec.containers[0]?.env ?? [];
        return { name: metadata.name, environment: Object.fromEntries(env.map(({ name, value }) => [name, value])) };
    }
    return undefined;
}
