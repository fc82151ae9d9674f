import { adoptedProblems, schemaOf, withoutOtherForms } from "./adopted-forms";
import { withoutSecrets } from "./api-secrets";
import { crossChecks } from "./cross-checks";
import { publisherProblems } from "./http-api/publishers";
import { kindProblems, withForgottenKinds } from "./kind-checks";
import { SettingsError, settingProblems } from "./problems";
import type { Settings } from "./schema";

/**
 * Reads the settings of a stack once, and reports all problems together.
 * @param values the values under `gatehouse:`, without that prefix, as YAML has them.
 * @param region the stack's region, whose zones are known; undefined if it is not in its configuration.
 * @throws {SettingsError} for anything that cannot be understood.
 */
export function parseSettings(values: Readonly<Record<string, unknown>>, region?: string): Settings {
    const completed = withForgottenKinds(values);
    const { values: own, problems } = withoutOtherForms(completed.values);
    const schema = schemaOf(own);
    const result = schema.safeParse(own);
    const shown = withoutSecrets(own);
    problems.unshift(...(result.success ? [] : settingProblems(schema, result.error.issues, shown)));
    problems.push(
        ...completed.problems,
        ...adoptedProblems(values),
        ...kindProblems(shown),
        ...publisherProblems(withoutSecrets(values)),
        ...crossChecks(validSections(own, schema), region),
    );
    if (!result.success || problems.length > 0) throw new SettingsError(problems);
    return result.data;
}

// A problem in one section must not hide a problem between two others. A section that is not valid has no key, and an optional one
// that the stack does not have is undefined.
function validSections(
    values: Readonly<Record<string, unknown>>,
    { shape }: ReturnType<typeof schemaOf>,
): Partial<Settings> {
    return Object.fromEntries(
        Object.entries(shape).flatMap(([key, section]) => {
            const result = section.safeParse(values[key]);
            return result.success ? [[key, result.data]] : [];
        }),
    );
}
