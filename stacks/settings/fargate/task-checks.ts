import type { Settings } from "../schema";
import { apiWithSamePort } from "./listener-port";
import { fargateSize, nearestSizes } from "./sizes";

/** Checks the settings of APIs that run on Fargate. */
export function checkTasks({ apis = {} }: Partial<Settings>): string[] {
    const onFargate = Object.entries(apis).filter(([, { runsOn }]) => runsOn === "fargate");
    const names = onFargate.map(([name]) => name);
    return onFargate.flatMap(([name, api]) => [...checkSize(name, api), ...checkListenerPort(name, names)]);
}

function checkSize(name: string, { cpu, memory }: Settings["apis"][string]): string[] {
    if (fargateSize({ cpu, memory }) !== undefined) return [];
    const with_ = memory === undefined ? "" : ` with memory "${memory}"`;
    const pairs = nearestSizes({ cpu, memory }).join(", or ");
    return [`gatehouse:apis.${name}.cpu: got "${cpu}"${with_}, want a pair that Fargate has, such as ${pairs}`];
}

// One in 50,000 pairs of names.
function checkListenerPort(name: string, names: readonly string[]): string[] {
    const other = apiWithSamePort(name, names);
    if (other === undefined) return [];
    const want = `another name, as that of "${other}" gives the same port at the load balancer`;
    return [`gatehouse:apis.${name}: got the name "${name}", want ${want}`];
}
