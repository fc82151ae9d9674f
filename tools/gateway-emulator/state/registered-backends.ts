import { z } from "zod";
import type { BackendOutputs } from "../../../infra/backends/backend";

const schema = z.object({
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
        form: z.literal("network"),
    }),
}) satisfies z.ZodType<BackendOutputs<string>>;

/** A backend as its component registered it. At preview a value may be the engine's placeholder for an unknown one. */
export type RegisteredBackend = z.output<typeof schema>;

/** Reads the backend that a component registered, of any kind of compute; undefined if the outputs have no backend. */
export function registeredBackend(outputs: unknown): RegisteredBackend | undefined {
    return schema.safeParse(outputs).data;
}
