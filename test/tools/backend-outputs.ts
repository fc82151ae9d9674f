import type { BackendOutputs } from "../../infra/backends/backend";

/** The outputs that the component of an API's backend registers. */
export function backendOutputs(
    api: string,
    {
        environment = {},
        compute = {},
        loadBalancer = {},
        ...backend
    }: Partial<
        Pick<BackendOutputs<string>["backend"], "host"> & {
            environment: Record<string, string>;
            compute: Partial<BackendOutputs<string>["backend"]["compute"]>;
            loadBalancer: Partial<BackendOutputs<string>["loadBalancer"]>;
        }
    > = {},
): BackendOutputs<string> {
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
