import { isObject } from "../../openapi/raw-value";
import { api } from "./api-schema";
import { withoutSecrets } from "./api-secrets";
import { apiThatNeeds } from "./compute-kinds";
import { crossChecks } from "./cross-checks";
import { kindProblems, type RawApi } from "./kind-checks";
import { SettingsError, settingProblem, settingProblems } from "./problems";
import { type Settings, schema } from "./schema";

/**
 * Reads the settings of a stack once, and reports all problems together.
 * @param values the values under `gatehouse:`, without that prefix, as YAML has them.
 * @param region the stack's region, whose zones are known; undefined if it is not in its configuration.
 * @throws {SettingsError} for anything that cannot be understood.
 */
export function parseSettings(values: Readonly<Record<string, unknown>>, region?: string): Settings {
    const result = schema.safeParse(values);
    const problems = result.success ? [] : settingProblems(schema, result.error.issues, withoutSecrets(values));
    const valid = result.success ? result.data : validSections(values);
    const apis = rawApis(values);
    problems.push(...missingSections(values, apis), ...kindProblems(apis), ...crossChecks(valid, region));
    if (!result.success || problems.length > 0) throw new SettingsError(problems);
    return result.data;
}

// The sections that an API cannot do without, whether its other settings are valid or not.
function missingSections(values: Readonly<Record<string, unknown>>, apis: Readonly<Record<string, RawApi>>): string[] {
    return (["network", "cluster"] as const).flatMap((section) => {
        const needing = values[section] === undefined ? apiThatNeeds(section, apis) : undefined;
        if (needing === undefined) return [];
        const keys = Object.keys(schema.shape[section].unwrap().shape).join(", ");
        const want = `a map with the keys ${keys}, as API "${needing.name}" runs on ${needing.kind}`;
        return [settingProblem([section], undefined, want)];
    });
}

function rawApis({ apis }: Readonly<Record<string, unknown>>): Record<string, RawApi> {
    const { runsOn } = api.shape;
    return Object.fromEntries(
        Object.entries(isObject(apis) ? apis : {}).map(([name, values]) => {
            const kind = runsOn.safeParse(isObject(values) ? values.runsOn : undefined);
            return [name, { values, runsOn: kind.data }];
        }),
    );
}

// A problem in one section must not hide a problem between two others.
function validSections(values: Readonly<Record<string, unknown>>): Partial<Settings> {
    return Object.fromEntries(
        Object.entries(schema.shape).flatMap(([key, section]) => {
            const result = section.safeParse(values[key]);
            return result.success ? [[key, result.data]] : [];
        }),
    );
}
