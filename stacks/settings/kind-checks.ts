import { isObject } from "../../openapi/raw-value";
import { type ComputeKindName, computeKinds, settingsOfKinds } from "./compute-kinds";
import { apiWithSamePort } from "./fargate/listener-port";
import { fargateSize, nearestSizes } from "./fargate/sizes";
import { settingProblem } from "./problems";
import type { Settings } from "./schema";

/** An API as the stack's file has it, and the kind of compute that it names; undefined if that is invalid. */
export interface RawApi {
    readonly values: unknown;
    readonly runsOn: ComputeKindName | undefined;
}

/**
 * Problems of settings that the kind of compute of an API does not have.
 * @param apis those of the stack's file: parsed ones have defaults for settings that are not given.
 */
export function kindProblems(apis: Readonly<Record<string, RawApi>>): string[] {
    return Object.entries(apis).flatMap(([name, { values, runsOn }]) => {
        if (runsOn === undefined || !isObject(values)) return [];
        return Object.entries(settingsOfKinds).flatMap(([key, kinds]) => {
            if (values[key] === undefined || kinds.includes(runsOn)) return [];
            const titles = kinds.map((kind) => computeKinds[kind].title).join(" and ");
            const verb = kinds.length === 1 ? "has" : "have";
            const want = `no such key on ${computeKinds[runsOn].title}: only ${titles} ${verb} it`;
            return [settingProblem(["apis", name, key], values[key], want)];
        });
    });
}

/** Problems of APIs that only their kind of compute has. */
export function checkKinds({ apis = {} }: Partial<Settings>): string[] {
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
