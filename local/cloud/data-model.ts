import type { Refusal } from "./aws/refusals";
import { withDefaults } from "./defaults";
import type { Checked, Described, Identity, Model, World } from "./model";
import { isMap, isMarked, type PropertyMap, type PropertyValue, plain, unknown } from "./property-values";
import type { AutoName, ResourceType, ResourceTypes } from "./resource-type";
import { fillTemplate, madeUp } from "./template";

/** Behaviour of resources whose types are described by data, as those of a bridged Terraform provider. */
export class DataModel implements Model {
    constructor(
        private readonly packageName: string,
        private readonly types: ResourceTypes,
        private readonly refusals: Readonly<Record<string, Refusal>> = {},
    ) {}

    check(resource: Identity, news: PropertyMap, olds: PropertyMap | undefined): Checked {
        const type = this.typeOf(resource);
        const inputs = withDefaults(news, type.defaults ?? {});
        if (type.autoName && inputs[type.autoName.property] === undefined) {
            inputs[type.autoName.property] = olds?.[type.autoName.property] ?? autoNameOf(resource, type.autoName);
        }
        const missing = (type.required ?? []).filter((property) => (inputs[property] ?? null) === null);
        return {
            inputs,
            failures: missing.map((property) => ({ property, reason: `Missing required argument "${property}"` })),
        };
    }

    replacedBy(resource: Identity, news: PropertyMap, olds: PropertyMap): string[] {
        const { replaceOn = [] } = this.typeOf(resource);
        return replaceOn.filter((property) => !sameValue(news[property], olds[property]));
    }

    preview(resource: Identity, inputs: PropertyMap, world: World): PropertyMap {
        const type = this.typeOf(resource);
        return complete(this.known(type, inputs, world), type.outputs ?? {}, () => unknown);
    }

    create(resource: Identity, inputs: PropertyMap, world: World): Described {
        const type = this.typeOf(resource);
        const scope = scopeOf(resource, inputs, world);
        const id = String(fillTemplate(type.id, scope));
        if (type.autoName && world.estate.find(resource.type, id)) {
            throw new Error(`${resource.type} "${id}" exists already`);
        }
        const refusal = this.refusals[resource.type]?.create?.(inputs, world);
        if (refusal) throw new Error(`creating ${resource.type} "${resource.name}": ${refusal}`);
        const withId = { ...scope, values: { ...scope.values, id } };
        return {
            id,
            outputs: complete(this.known(type, inputs, world), type.outputs ?? {}, (_, template) =>
                fillTemplate(template, withId),
            ),
        };
    }

    update(resource: Identity, inputs: PropertyMap, before: Described, _preview: boolean, world: World): PropertyMap {
        const type = this.typeOf(resource);
        return complete(this.known(type, inputs, world), type.outputs ?? {}, (path) => at(before.outputs, path));
    }

    refuseDelete(resource: Identity, before: Described, world: World): string | undefined {
        return this.refusals[resource.type]?.remove?.(before, world);
    }

    private typeOf({ type, name }: Identity): ResourceType {
        const found = this.types[type];
        if (!found) throw new Error(`simulated ${this.packageName} has no type "${type}" (asked for by "${name}")`);
        return found;
    }

    private known(type: ResourceType, inputs: PropertyMap, world: World): PropertyMap {
        if (this.packageName !== "aws") return { ...inputs };
        const isTagged = type.tagged ?? type.outputs?.arn !== undefined;
        return {
            ...inputs,
            ...(type.regional === false ? {} : { region: inputs.region ?? world.region }),
            ...(isTagged ? { tagsAll: { ...world.defaultTags, ...tagsOf(inputs) } } : {}),
        };
    }
}

/** Whether two values are the same, whatever the order of keys. */
export function sameValue(one: PropertyValue | undefined, other: PropertyValue | undefined): boolean {
    return canonical(one) === canonical(other);
}

type Scope = { readonly seed: string; readonly values: PropertyMap };

function tagsOf({ tags = null }: PropertyMap): PropertyMap {
    const bare = plain(tags);
    return isMap(bare) ? bare : {};
}

// Adds what is absent, inside given objects too: a cluster's `vpcConfig` gets the id of the group that EKS makes.
function complete(
    given: PropertyMap,
    templates: PropertyMap,
    compute: (path: readonly string[], template: PropertyValue) => PropertyValue,
    path: readonly string[] = [],
): PropertyMap {
    const completed: PropertyMap = { ...given };
    for (const [key, template] of Object.entries(templates)) {
        const value = completed[key];
        const here = [...path, key];
        if (value === undefined) completed[key] = compute(here, template);
        else if (isMap(value) && !isMarked(value) && isMap(template))
            completed[key] = complete(value, template, compute, here);
    }
    return completed;
}

function at(value: PropertyValue, path: readonly string[]): PropertyValue {
    const [key, ...rest] = path;
    if (key === undefined) return value;
    return isMap(value) ? at(value[key] ?? null, rest) : null;
}

const loadBalancerKinds: Readonly<Record<string, string>> = { application: "app", gateway: "gwy", network: "net" };

function scopeOf(resource: Identity, inputs: PropertyMap, world: World): Scope {
    return {
        seed: `${resource.urn} ${world.estate.timesCreated(resource.urn)}`,
        values: {
            account: world.accountId,
            kind: loadBalancerKinds[String(inputs.loadBalancerType)] ?? "app",
            firstTag: Array.isArray(inputs.tags) ? (inputs.tags[0] ?? null) : null,
            ...inputs,
            region: inputs.region ?? world.region,
        },
    };
}

function autoNameOf({ urn, name }: Identity, { prefix = "", maxLength, lowerCase }: AutoName): string {
    const suffix = `-${madeUp(urn, "hex", 7)}`;
    const room = maxLength === undefined ? name.length : maxLength - prefix.length - suffix.length;
    const made = `${prefix}${name.slice(0, room)}${suffix}`;
    return lowerCase ? made.toLowerCase() : made;
}

function canonical(value: PropertyValue | undefined): string {
    return JSON.stringify(plain(value ?? null), (_, inner) =>
        typeof inner === "object" && inner !== null && !Array.isArray(inner)
            ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
            : inner,
    );
}
