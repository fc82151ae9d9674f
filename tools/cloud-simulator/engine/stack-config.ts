import { placeholder } from "../state/property-values";

/** The `config` section of a stack file, parsed: full keys such as `gatehouse:stages` to plain YAML values. */
export type StackConfig = Readonly<Record<string, unknown>>;

/** A stack's configuration without ciphertext, and where ciphertext was. */
export interface OfflineConfig {
    readonly config: StackConfig;
    /** Property paths as `pulumi config set --path` accepts them, e.g. `gatehouse:db.password` or `gatehouse:keys[0]`; sorted as in the file. */
    readonly placeholders: readonly string[];
}

/**
 * Replaces every `{ secure: … }` by a placeholder, however deep it is nested.
 * The paths are returned, so that a run can mark them as secrets and report it.
 */
export function withPlaceholders(config: StackConfig): OfflineConfig {
    const placeholders: string[] = [];
    const replaced = Object.entries(config).map(([key, value]) => [key, replace(value, key, placeholders)]);
    return { config: Object.fromEntries(replaced), placeholders };
}

function replace(value: unknown, path: string, placeholders: string[]): unknown {
    if (Array.isArray(value)) {
        return value.map((element, index) => replace(element, `${path}[${index}]`, placeholders));
    }
    if (typeof value !== "object" || value === null) return value;
    if (isSecure(value)) {
        placeholders.push(path);
        return placeholder;
    }
    return Object.fromEntries(
        Object.entries(value).map(([key, child]) => [key, replace(child, `${path}${step(key)}`, placeholders)]),
    );
}

function isSecure(value: object): boolean {
    const entries = Object.entries(value);
    return entries.length === 1 && entries[0]?.[0] === "secure" && typeof entries[0][1] === "string";
}

function step(key: string): string {
    return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
