import { propertyKeys } from "../ignored-changes";
import type { Props } from "../resource";

/** How a CloudFormation type is written with the aws provider; names begin in lower case. */
export interface TranslatedType {
    /** Type token of the aws provider. */
    readonly type: string;
    /** Another type token for some of its resources, from the properties that are renamed. Default: `type`. */
    readonly typeOf?: (props: Props) => string | undefined;
    /** Properties with another name in the aws provider. */
    readonly renamed?: Readonly<Record<string, string>>;
    /** Properties with other values in the aws provider, from those that are renamed already. */
    readonly shape?: (props: Props) => Props;
    /** Properties of the aws provider whose value comes from several others: their names, as renamed. */
    readonly from?: Readonly<Record<string, readonly string[]>>;
    /** Output of aws-native with the id, which the aws provider calls `id`. */
    readonly id?: string;
    /** Place of the id in Cloud Control's identifier, whose parts are separated by "|". */
    readonly idAt?: number;
    /** Properties that matter, as the aws provider names them: all of them are unknown while the state is. */
    readonly matter: readonly string[];
    /** Whether it is checked by itself too, for what does not depend on other resources. */
    readonly isCheckedAlone?: true;
}

/** Indexes types by CloudFormation's name in lower case: aws-native writes services in lower case. */
export const byLowerName = <T>(types: Readonly<Record<string, T>>): ReadonlyMap<string, T> =>
    new Map(Object.entries(types).map(([name, entry]) => [name.toLowerCase(), entry]));

const nameIn = ({ renamed = {} }: TranslatedType, key: string): string => renamed[key] ?? key;

// Properties of the aws provider that are made from a property, as renamed.
const madeFrom = ({ from = {} }: TranslatedType, name: string): readonly string[] =>
    Object.entries(from).flatMap(([made, names]) => (names.includes(name) ? [made] : []));

/** Dependencies of the properties as the aws provider names them, from those of a type's own properties. */
export function dependenciesIn(
    type: TranslatedType,
    keys: readonly string[],
    sourcesOf: (key: string) => readonly string[],
): Readonly<Record<string, readonly string[]>> {
    const sources: Record<string, readonly string[]> = {};
    for (const key of keys) {
        const name = nameIn(type, key);
        for (const each of new Set([name, ...madeFrom(type, name)]))
            sources[each] = [...(sources[each] ?? []), ...sourcesOf(key)];
    }
    return sources;
}

/** Paths of ignored changes as the aws provider names them, from one of a type's own paths. */
export function ignoredIn(type: TranslatedType, path: string): readonly string[] {
    const [key = ""] = propertyKeys(path);
    const name = nameIn(type, key);
    const made = madeFrom(type, name);
    return name === key && made.length === 0 ? [path] : [...new Set([name, ...made])];
}
