import { z } from "zod";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import { revealed, stringMap } from "../../gateway-emulator/state/state-values";
import type { TargetApp } from "./listener";

// The part of a backend's outputs (infra/backends/backend.ts) that every kind of load balancer has.
const backendForm = z.object({
    backend: z.object({ api: z.string(), compute: z.object({ urn: z.string() }) }),
    environment: stringMap,
});
const serviceForm = z.object({ loadBalancers: z.array(z.object({ targetGroupArn: z.string() })) });

/** Reads the apps of a stack whose ECS services register their tasks with target groups, by the ARN of the group. */
export function readTargetApps(resources: readonly StateResource[]): Record<string, TargetApp> {
    const backends = resources.flatMap(({ outputs }) => backendForm.safeParse(revealed(outputs)).data ?? []);
    const apps = new Map(
        backends.map(({ backend: { api, compute }, environment }) => [compute.urn, { name: api, environment }]),
    );
    return Object.fromEntries(
        resources
            .filter(({ type }) => type === "aws:ecs/service:Service")
            .flatMap(({ urn, outputs }) => {
                const app = apps.get(urn);
                const groups = serviceForm.safeParse(revealed(outputs)).data?.loadBalancers ?? [];
                return app === undefined ? [] : groups.map(({ targetGroupArn }) => [targetGroupArn, app] as const);
            }),
    );
}
