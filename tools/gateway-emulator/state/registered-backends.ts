import { z } from "zod";
import type { BalancedOutputs, FunctionOutputs } from "../../../infra/backends/backend";

const balanced = z.object({
    backend: z.object({
        kind: z.string(),
        api: z.string(),
        host: z.string(),
        healthPath: z.string(),
        compute: z.object({
            urn: z.string(),
            unit: z.string(),
            min: z.number(),
            max: z.number(),
            location: z.enum(["cluster", "network"]),
        }),
    }),
    proxy: z.object({ urn: z.string(), unit: z.string(), min: z.number(), max: z.number() }).exactOptional(),
    environment: z.record(z.string(), z.string()),
    loadBalancer: z.object({
        urn: z.string(),
        name: z.string(),
        arn: z.string(),
        hostname: z.string(),
        scheme: z.literal("internal"),
        form: z.enum(["network", "application"]),
    }),
}) satisfies z.ZodType<BalancedOutputs<string>>;

const invoked = z.object({
    backend: z.object({ kind: z.string(), api: z.string(), healthPath: z.string() }),
    environment: z.record(z.string(), z.string()),
    function: z.object({ urn: z.string(), name: z.string(), memory: z.number(), provisioned: z.number() }),
}) satisfies z.ZodType<FunctionOutputs<string>>;

const schema = z.union([balanced, invoked]);

/** A backend as its component registered it. At preview a value may be the engine's placeholder for an unknown one. */
export type RegisteredBackend = z.output<typeof schema>;

/** A registered backend behind a load balancer. */
export type RegisteredBalanced = z.output<typeof balanced>;

/** A registered Lambda function. */
export type RegisteredFunction = z.output<typeof invoked>;

/** The backends behind load balancers. */
export function balancedBackends(backends: Iterable<RegisteredBackend>): RegisteredBalanced[] {
    return [...backends].filter((backend) => "loadBalancer" in backend);
}

/** The Lambda functions among backends. */
export function functionBackends(backends: Iterable<RegisteredBackend>): RegisteredFunction[] {
    return [...backends].filter((backend) => "function" in backend);
}

/** Reads the backend that a component registered, of any kind of compute; undefined if the outputs have no backend. */
export function registeredBackend(outputs: unknown): RegisteredBackend | undefined {
    return schema.safeParse(outputs).data;
}
