import { type Census, words } from "./entry";
import type { SdkType } from "./sdk-types";

/**
 * Compares a provider's types with the types that the rules check and with the census. Each problem says what to do.
 * `isChecked` is called for earlier tokens too.
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
                    `${token} is neither checked nor in the census. Find out what it can expose: check it in policy/rules, or list it in test/policy/census with the reason why it cannot expose a backend.`,
            ),
        ...types
            .filter((type) => isListed(type) && isChecked(type.token))
            .map(({ token }) => `${token} is checked by a rule. Remove it, or its module, from test/policy/census.`),
        ...[...listed.keys()]
            .filter((name) => !known.has(name))
            .map(
                (name) => `${name} is in the census, but the SDK has no such type. Remove it from test/policy/census.`,
            ),
        ...[...modules]
            .filter((module) => !inModules.has(module))
            .map(
                (module) =>
                    `The module ${module} is in the census, but the SDK has no such module. Remove it from test/policy/census.`,
            ),
        ...[...listed]
            .filter(([name, times]) => times > 1 || modules.has(name.slice(0, name.indexOf("/"))))
            .map(([name]) => `${name} is in the census twice, possibly through its module. Remove one of them.`),
        ...types
            .filter(({ token }) => isChecked(token))
            .flatMap(({ token, older }) =>
                older
                    .filter((name) => !isChecked(name))
                    .map(
                        (name) =>
                            `${name} is an earlier token of ${token}, which is checked. Check it in the same rule.`,
                    ),
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
