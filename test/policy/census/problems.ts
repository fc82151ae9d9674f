import { type Census, words } from "./entry";
import type { SdkType } from "./sdk-types";

/**
 * Says what is wrong between a provider's types, what the rules judge, and the census; each sentence ends with what to
 * do. `isJudged` is asked for older tokens too.
 */
export function problemsOf(types: readonly SdkType[], census: Census, isChecked: (token: string) => boolean): string[] {
    const listed = listedIn(census);
    const modules = new Set(census.modules.flatMap(({ modules: names }) => words(names)));
    const known = new Set(types.map(nameOf));
    const inModules = new Set(types.map(({ module }) => module));
    const isListed = (type: SdkType) => listed.has(nameOf(type)) || modules.has(type.module);
    return [
        ...types
            .filter((type) => !isListed(type) && !isChecked(type.token))
            .map(
                ({ token }) =>
                    `${token} is neither judged nor in the census. Look what it can open: judge it in policy/rules, or list it in test/policy/census with the reason why it opens no way to a backend.`,
            ),
        ...types
            .filter((type) => isListed(type) && isChecked(type.token))
            .map(({ token }) => `${token} is judged by a rule. Take it, or its module, out of test/policy/census.`),
        ...[...listed.keys()]
            .filter((name) => !known.has(name))
            .map(
                (name) => `${name} is in the census, and the SDK has no such type. Take it out of test/policy/census.`,
            ),
        ...[...modules]
            .filter((module) => !inModules.has(module))
            .map(
                (module) =>
                    `The module ${module} is in the census, and the SDK has none. Take it out of test/policy/census.`,
            ),
        ...[...listed]
            .filter(([name, times]) => times > 1 || modules.has(name.slice(0, name.indexOf("/"))))
            .map(([name]) => `${name} is in the census twice, perhaps by its module. Take one of them out.`),
        ...types
            .filter(({ token }) => isChecked(token))
            .flatMap(({ token, older }) =>
                older
                    .filter((name) => !isChecked(name))
                    .map((name) => `${name} is an older name of ${token}, which is judged. Judge it in the same rule.`),
            ),
    ];
}

const nameOf = ({ module, name }: Pick<SdkType, "module" | "name">): string => `${module}/${name}`;

// How often each type is listed.
function listedIn({ types }: Census): ReadonlyMap<string, number> {
    const listed = new Map<string, number>();
    for (const { module, types: names } of types)
        for (const name of words(names)) {
            const key = nameOf({ module, name });
            listed.set(key, (listed.get(key) ?? 0) + 1);
        }
    return listed;
}
