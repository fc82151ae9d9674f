import type { BalancedOutputs } from "../../infra/backends/backend";

/** The outputs that the component of an API's backend registers. */
export function backendOutputs(
    api: string,
    {
        environment = {},
        compute = {},
        loadBalancer = {},
        ...backend
    }: Partial<
        Pick<BalancedOutputs<string>["backend"], "host"> & {
            environment: Record<string, string>;
            compute: Partial<BalancedOutputs<string>["backend"]["compute"]>;
            loadBalancer: Partial<BalancedOutputs<string>["loadBalancer"]>;
        }
    > = {},
): BalancedOutputs<string> {
    return {
        backend: {
            kind: "sample",
            api,
            host: `${api}.elb`,
            healthPath: "/readyz",
            ...backend,
            compute: { urn: `urn:compute:${api}`, unit: "pods", min: 2, max: 6, location: "cluster", ...compute },
        },
        environment,
        loadBalancer: {
            urn: `urn:load-balancer:${api}`,
            name: api,
            arn: `arn:${api}`,
            hostname: `${api}.elb`,
            scheme: "internal",
            form: "network",
            ...loadBalancer,
        },
    };
}
