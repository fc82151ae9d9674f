import { isObject } from "../../openapi/raw-value";
import { type ComputeKindName, computeKindNames, computeKinds, kindsOfSetting } from "./compute-kinds";
import { settingProblem } from "./problems";

/**
 * Checks that no API has a setting that its kind of compute lacks. It reads the values as they are written, because defaults
 * hide which of them were given.
 * @param values the values under `gatehouse:`, without that prefix.
 */
export function kindProblems({ apis }: Readonly<Record<string, unknown>>): string[] {
    return Object.entries(isObject(apis) ? apis : {}).flatMap(([name, api]) => {
        const settings = isObject(api) ? api : {};
        const { runsOn = "kubernetes" } = settings;
        const kind = computeKindNames.find((own) => own === runsOn);
        if (kind === undefined) return [];
        return Object.entries(settings).flatMap(([key, value]) => {
            const kinds = Object.hasOwn(kindsOfSetting, key) ? kindsOfSetting[key] : undefined;
            if (kinds === undefined || kinds.includes(kind)) return [];
            const want = `no such key on ${computeKinds[kind].title}: ${haveIt(kinds)}`;
            return [settingProblem(["apis", name, key], value, want)];
        });
    });
}

/** The kinds that have a setting, in words: "Kubernetes and Lambda have it". */
function haveIt(kinds: readonly ComputeKindName[]): string {
    const titles = kinds.map((kind) => computeKinds[kind].title);
    return `${titles.join(" and ")} ${titles.length === 1 ? "has" : "have"} it`;
}
