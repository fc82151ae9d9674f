import { z } from "zod";
import type { UsagePlan } from "./usage-plan";

const limit = { rateLimit: z.number().default(-1), burstLimit: z.number().default(-1) };
/** A throttle; a missing number means no limit. */
export const throttleForm = z.object(limit).transform(({ rateLimit: rate, burstLimit: burst }) => ({ rate, burst }));
/** The outputs of a usage plan. */
export const usagePlanForm = z.object({
    name: z.string(),
    apiStages: z
        .array(
            z.object({
                apiId: z.string(),
                stage: z.string(),
                throttles: z.array(z.object({ path: z.string(), ...limit })).default([]),
            }),
        )
        .default([]),
    throttleSettings: throttleForm.optional(),
    quotaSettings: z
        .object({ limit: z.number(), offset: z.number().default(0), period: z.enum(["DAY", "WEEK", "MONTH"]) })
        .optional(),
});

/** Reads a usage plan with the stages of one REST API. */
export function readUsagePlan(id: string, plan: z.output<typeof usagePlanForm>, restApiId: string): UsagePlan {
    const stages = plan.apiStages
        .filter(({ apiId }) => apiId === restApiId)
        .map(({ stage, throttles }) => {
            const entries = throttles.map(({ path, rateLimit: rate, burstLimit: burst }) => [path, { rate, burst }]);
            return { stage, throttles: Object.fromEntries(entries) };
        });
    return {
        id,
        name: plan.name,
        stages,
        ...(plan.throttleSettings && { throttle: plan.throttleSettings }),
        ...(plan.quotaSettings && { quota: plan.quotaSettings }),
    };
}
