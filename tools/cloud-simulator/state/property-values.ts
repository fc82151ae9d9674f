import {
    specialOutputValueSig,
    specialResourceSig,
    specialSecretSig,
    specialSigKey,
    unknownValue,
} from "@pulumi/pulumi/runtime";

/** A property value as it travels between the engine and a provider: JSON in which marked objects are secrets, outputs and resources. */
export type PropertyValue = null | boolean | number | string | PropertyValue[] | { [key: string]: PropertyValue };

/** Properties of a resource by name. */
export type PropertyMap = { [key: string]: PropertyValue };

/** A value that is not known before the cloud has created it. */
export const unknown: PropertyValue = unknownValue;

/** The value of a secret that cannot be decrypted offline. */
export const placeholder = "offline-placeholder";

/** Whether a value is an object, a marked one included. */
export function isMap(value: PropertyValue | undefined): value is PropertyMap {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether an object is a secret, an output, a resource or an asset. */
export function isMarked(value: PropertyMap): boolean {
    return specialSigKey in value;
}

/** Whether any part of the value is unknown. */
export function hasUnknowns(value: PropertyValue): boolean {
    const bare = plain(value);
    if (bare === unknown) return true;
    if (Array.isArray(bare)) return bare.some(hasUnknowns);
    return isMap(bare) && Object.values(bare).some(hasUnknowns);
}

/** A value with the resources that it was computed from; without a value it is unknown. */
export function output(value: PropertyValue | undefined, dependencies: readonly string[]): PropertyValue {
    return {
        [specialSigKey]: specialOutputValueSig,
        ...(value === undefined || value === unknown ? {} : { value }),
        dependencies: [...new Set(dependencies)],
    };
}

/** A value that the engine encrypts in its state and hides in its output. */
export function secret(value: PropertyValue): PropertyValue {
    return { [specialSigKey]: specialSecretSig, value };
}

/** A reference to a resource; of a component if `id` is undefined. */
export function resourceReference(urn: string, id?: PropertyValue): PropertyValue {
    return { [specialSigKey]: specialResourceSig, urn, ...(id === undefined ? {} : { id }) };
}

/** The URN that a resource reference points to; undefined for any other value. */
export function referencedUrn(value: PropertyValue | undefined): string | undefined {
    return isMap(value) && value[specialSigKey] === specialResourceSig ? String(value.urn) : undefined;
}

/** The value without marks: secrets and outputs opened, a resource replaced by its id (a component by its URN). */
export function plain(value: PropertyValue): PropertyValue {
    return open(value, {});
}

/** The value as a provider keeps it: as `plain`, but secrets stay secret. */
export function withSecrets(value: PropertyValue): PropertyValue {
    return open(value, { secrets: true });
}

/** The value as the engine keeps it for a component: secrets and references stay, only outputs are opened. */
export function withReferences(value: PropertyValue): PropertyValue {
    return open(value, { secrets: true, references: true });
}

/** URNs of all resources that a value was computed from or points to. */
export function dependenciesOf(value: PropertyValue | undefined): string[] {
    if (value === undefined) return [];
    const found: string[] = [];
    visit(value, found);
    return [...new Set(found)];
}

/** Computes a value from others; unknown if one of them is, and dependent on all that they depend on. */
export function combine<T extends readonly (PropertyValue | undefined)[]>(
    values: T,
    compute: (...plainValues: { [K in keyof T]: PropertyValue }) => PropertyValue,
): PropertyValue {
    const bare = values.map((value) => plain(value ?? null)) as { [K in keyof T]: PropertyValue };
    const dependencies = values.flatMap(dependenciesOf);
    const result = bare.some(hasUnknowns) ? unknown : compute(...bare);
    return dependencies.length === 0 ? result : output(result, dependencies);
}

/** A value as an object; empty if it is not one. */
export function mapOf(value: PropertyValue | undefined): PropertyMap {
    const bare = plain(value ?? null);
    return isMap(bare) ? bare : {};
}

/** The elements of a list; empty if it is not one. */
export function elementsOf(value: PropertyValue | undefined): PropertyValue[] {
    const bare = plain(value ?? null);
    return Array.isArray(bare) ? bare : [];
}

/** The objects in a list. */
export function listOf(value: PropertyValue | undefined): PropertyMap[] {
    return elementsOf(value).filter(isMap);
}

/** A property of an object; undefined if the value is not one. */
export function read(value: PropertyValue | undefined, key: string): PropertyValue | undefined {
    return mapOf(value)[key];
}

/** A value as a string; empty if it is absent. */
export function text(value: PropertyValue | undefined): string {
    return String(plain(value ?? null) ?? "");
}

function open(value: PropertyValue, keep: { secrets?: boolean; references?: boolean }): PropertyValue {
    if (Array.isArray(value)) return value.map((element) => open(element, keep));
    if (!isMap(value)) return value;
    const inner = open(value.value ?? null, keep);
    switch (value[specialSigKey]) {
        case specialSecretSig:
            return keep.secrets ? secret(inner) : inner;
        case specialOutputValueSig: {
            const opened = "value" in value ? inner : unknown;
            return keep.secrets && value.secret === true ? secret(opened) : opened;
        }
        case specialResourceSig:
            if (keep.references) return value;
            return "id" in value ? value.id || unknown : (value.urn ?? unknown);
        case undefined:
            return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, open(element, keep)]));
        default:
            return value;
    }
}

function visit(value: PropertyValue, found: string[]): void {
    if (Array.isArray(value)) {
        for (const element of value) visit(element, found);
    } else if (isMap(value)) {
        const mark = value[specialSigKey];
        if (mark === specialResourceSig) found.push(String(value.urn));
        else if (mark === specialOutputValueSig && Array.isArray(value.dependencies)) {
            found.push(...value.dependencies.map(String));
        }
        if (mark !== specialResourceSig) {
            for (const [key, element] of Object.entries(value))
                if (key !== "dependencies" || !mark) visit(element, found);
        }
    }
}
