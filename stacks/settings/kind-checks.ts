import { isObject } from "../../openapi/raw-value";
import { architectureOf, architectureOfImage, defaultMachineTypes } from "./architecture";
import { type ComputeKindName, computeKinds, kindsBehindOneBalancer, settingsOfKinds } from "./compute-kinds";
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
            const want = `no such key on ${computeKinds[runsOn].title}, only on ${titles}`;
            return [settingProblem(["apis", name, key], values[key], want)];
        });
    });
}

/** Problems of APIs that only their kind of compute has. */
export function checkKinds({ apis = {} }: Partial<Settings>): string[] {
    const entries = Object.entries(apis);
    const behindOneBalancer = entries.filter(([, { runsOn }]) => kindsBehindOneBalancer.includes(runsOn));
    const names = behindOneBalancer.map(([name]) => name);
    return entries.flatMap(([name, api]) => [
        ...(api.runsOn === "fargate" ? checkSize(name, api) : []),
        ...(api.runsOn === "instances" ? checkMachines(name, apis) : []),
        ...(names.includes(name) ? checkListenerPort(name, names) : []),
    ]);
}

function checkSize(name: string, { cpu, memory }: Settings["apis"][string]): string[] {
    if (fargateSize({ cpu, memory }) !== undefined) return [];
    const with_ = memory === undefined ? "" : ` with memory "${memory}"`;
    const pairs = nearestSizes({ cpu, memory }).join(", or ");
    return [`gatehouse:apis.${name}.cpu: got "${cpu}"${with_}, want a pair that Fargate has, such as ${pairs}`];
}

function checkMachines(name: string, apis: Settings["apis"]): string[] {
    const { instanceType, environment = {} } = apis[name] ?? {};
    const architecture = architectureOfImage({ apis }, name);
    const problems = Object.entries(environment)
        .filter(([, value]) => /[\r\n]/.test(value))
        .map(([key, value]) => settingProblem(["apis", name, "environment", key], value, "one line, on instances"));
    if (instanceType === undefined || architectureOf(instanceType) === architecture) return problems;
    const want = `an instance type for ${architecture} such as ${defaultMachineTypes[architecture]}, as its architecture is ${architecture}`;
    return [...problems, settingProblem(["apis", name, "instanceType"], instanceType, want)];
}

// One in 50,000 pairs of names.
function checkListenerPort(name: string, names: readonly string[]): string[] {
    const other = apiWithSamePort(name, names);
    if (other === undefined) return [];
    const want = `another name, as that of "${other}" gives the same port at the load balancer`;
    return [`gatehouse:apis.${name}: got the name "${name}", want ${want}`];
}
