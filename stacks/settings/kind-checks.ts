import { isObject } from "../../openapi/raw-value";
import { adoptedForms, usesAdoptedForm } from "./adopted-forms";
import { api } from "./api-schema";
import {
    apiThatNeeds,
    type ComputeKindName,
    computeKinds,
    createsVpcEndpoint,
    kindsOfSetting,
    titlesOf,
} from "./compute-kinds";
import { endpoint as endpointSchema } from "./gateway/endpoint";
import { settingProblem } from "./problems";
import { schema } from "./schema";

/** The values under `gatehouse:`, without that prefix, as YAML has them. */
type Values = Readonly<Record<string, unknown>>;

/**
 * Checks the values of a stack against the kinds of compute of its APIs, whether these values are valid otherwise or not: no API has a
 * setting that its kind lacks, and no section is missing that its kind needs. Defaults hide which settings were given.
 */
export function kindProblems(values: Values): string[] {
    return [...surplusSettings(values), ...missingSections(values)];
}

function surplusSettings(values: Values): string[] {
    return apisIn(values).flatMap(([name, settings]) => {
        const { runsOn: kind } = kindOf(settings);
        if (kind === undefined) return [];
        return Object.entries(settings).flatMap(([key, value]) => {
            const kinds = Object.hasOwn(kindsOfSetting, key) ? kindsOfSetting[key] : undefined;
            if (kinds === undefined || kinds.includes(kind)) return [];
            const want = `no such key on ${computeKinds[kind].title}: ${haveIt(kinds)}`;
            return [settingProblem(["apis", name, key], value, want)];
        });
    });
}

/** The kinds that have a setting, in words: "Kubernetes and Lambda have it", "EC2 has it, with runsOn: instances". */
function haveIt(kinds: readonly ComputeKindName[]): string {
    const titles = titlesOf(kinds);
    return kinds.length === 1 ? `${titles} has it, with runsOn: ${kinds[0]}` : `${titles} have it`;
}

/**
 * Completes APIs without `runsOn` that are meant to have no server: they have a setting of the gateway, and none that it lacks.
 * @returns the values with `runsOn` there, and a problem for each of these APIs, which is then the only one of its kind.
 */
export function withForgottenKinds(values: Values): { readonly values: Values; readonly problems: readonly string[] } {
    const forgotten = apisIn(values).flatMap(([name, settings]) => {
        const limits = Object.keys(settings).flatMap((key) => {
            const kinds = Object.hasOwn(kindsOfSetting, key) ? kindsOfSetting[key] : undefined;
            return kinds === undefined ? [] : [{ key, kinds }];
        });
        const own = limits.find(({ kinds: [only, ...more] }) => only === "gateway" && more.length === 0);
        const isMeant = settings.runsOn === undefined && limits.every(({ kinds }) => kinds.includes("gateway"));
        return own !== undefined && isMeant ? [{ name, settings, key: own.key }] : [];
    });
    if (forgotten.length === 0) return { values, problems: [] };
    const completed = forgotten.map(({ name, settings }) => [name, { ...settings, runsOn: "gateway" }] as const);
    const apis = { ...(isObject(values.apis) ? values.apis : {}), ...Object.fromEntries(completed) };
    const problems = forgotten.map(({ name, key }) =>
        settingProblem(
            ["apis", name, "runsOn"],
            undefined,
            `gateway, as ${computeKinds.gateway.title} alone has ${key}`,
        ),
    );
    return { values: { ...values, apis }, problems };
}

function missingSections(values: Values): string[] {
    const kinds = Object.fromEntries(
        apisIn(values).map(([name, settings]) => [name, { ...kindOf(settings), database: settings.database }]),
    );
    return (["network", "cluster"] as const).flatMap((section) => {
        if (values[section] !== undefined) return [];
        const needing = apiThatNeeds(section, kinds);
        const user = needing
            ? `API "${needing.name}" ${needing.reason}`
            : section === "network" && endpointUser(values);
        if (!user) return [];
        const keys = Object.keys(shapeOf(section, values)).join(", ");
        const want = `a map with the keys ${keys}, as ${user}`;
        return [settingProblem([section], undefined, want)];
    });
}

function endpointUser({ gateway }: Values): string | undefined {
    const endpoint = isObject(gateway) ? endpointSchema.safeParse(gateway.endpoint).data : undefined;
    return endpoint && createsVpcEndpoint({ endpoint }) ? "the private endpoint of the REST API is in it" : undefined;
}

// An existing cluster is in an existing VPC.
function shapeOf(section: "network" | "cluster", { cluster }: Values): object {
    if (section === "network" && usesAdoptedForm("cluster", cluster)) return adoptedForms.network.form.shape;
    return schema.shape[section].unwrap().shape;
}

function apisIn({ apis }: Values): [name: string, settings: Values][] {
    return Object.entries(isObject(apis) ? apis : {}).map(([name, api]) => [name, isObject(api) ? api : {}]);
}

function kindOf({ runsOn }: Values): { runsOn: ComputeKindName | undefined } {
    return { runsOn: api.shape.runsOn.safeParse(runsOn).data };
}
