import type { Settings } from "../schema";
import { fargateSize, nearestSizes } from "./sizes";

/** Checks the settings of APIs that run on Fargate. */
export function checkTasks({ apis = {} }: Partial<Settings>): string[] {
    return Object.entries(apis)
        .filter(([, { runsOn }]) => runsOn === "fargate")
        .flatMap(([name, api]) => checkSize(name, api));
}

function checkSize(name: string, { cpu, memory }: Settings["apis"][string]): string[] {
    if (fargateSize({ cpu, memory }) !== undefined) return [];
    const with_ = memory === undefined ? "" : ` with memory "${memory}"`;
    const pairs = nearestSizes({ cpu, memory }).join(", or ");
    return [`gatehouse:apis.${name}.cpu: got "${cpu}"${with_}, want a pair that Fargate has, such as ${pairs}`];
}
