import { HalfMadeError } from "../wire/half-made-error";
import { isMap, isMarked, type PropertyMap, type PropertyValue, plain, unknown } from "../world/property-values";
import type { Checked, Described, Identity, Model, World } from "../world/world";
import { autoNameOf, isMadeUp, madeUpKey } from "./auto-name";
import { withDefaults } from "./defaults";
import { type Refusal, type RefusalRequest, type RefusalTime, said, timeOf } from "./refusal";
import type { ResourceType, ResourceTypes } from "./resource-type";
import { fillTemplate } from "./template";

/** Behaviour of resources whose types are described by data, as those of a bridged Terraform provider. */
export class DataModel implements Model {
    constructor(
        private readonly packageName: string,
        private readonly types: ResourceTypes,
        private readonly refusals: readonly Refusal[] = [],
    ) {}

    check(resource: Identity, news: PropertyMap, olds: PropertyMap | undefined, world: World): Checked {
        const type = this.typeOf(resource);
        const inputs = withDefaults(news, type.defaults ?? {});
        if (type.autoName && inputs[type.autoName.property] === undefined) {
            const { property } = type.autoName;
            const before = isMadeUp(olds, property) ? olds?.[property] : undefined;
            inputs[property] = before ?? autoNameOf(resource, type.autoName, world);
            inputs[madeUpKey] = [property];
        }
        const missing = (type.required ?? []).filter((property) => (inputs[property] ?? null) === null);
        return {
            inputs,
            failures: missing.map((property) => ({ property, reason: `Missing required argument "${property}"` })),
        };
    }

    replacedBy(resource: Identity, news: PropertyMap, olds: PropertyMap): string[] {
        const { replaceOn = [], replaceOnRemoval = [], regional } = this.typeOf(resource);
        // A region is an argument of everything that has one.
        const paths = [...replaceOn, ...(this.packageName === "aws" && regional !== false ? ["region"] : [])];
        const changed = paths
            .map((path) => path.split("."))
            .filter((path) => !sameValue(at(news, path), at(olds, path)));
        const removed = replaceOnRemoval.filter((name) => olds[name] !== undefined && news[name] === undefined);
        return [...new Set([...changed.map(([property = ""]) => property), ...removed])];
    }

    // A name that the program gives cannot be had twice, so the bridge deletes first: it does not know which types of
    // AWS take a name twice (pulumi/pulumi-terraform-bridge, pkg/tfbridge/schema.go, nameRequiresDeleteBeforeReplace).
    replacesInPlace(resource: Identity, news: PropertyMap, olds: PropertyMap): boolean {
        const { autoName } = this.typeOf(resource);
        if (autoName === undefined || isMadeUp(news, autoName.property)) return false;
        return sameValue(news[autoName.property], olds[autoName.property]);
    }

    computedChanges(resource: Identity, news: PropertyMap, state: PropertyMap, world: World): string[] {
        const { tagsAll } = this.known(this.typeOf(resource), news, world);
        return tagsAll !== undefined && state.tagsAll !== undefined && !sameValue(tagsAll, state.tagsAll)
            ? ["tagsAll"]
            : [];
    }

    preview(resource: Identity, inputs: PropertyMap, world: World): PropertyMap {
        const type = this.typeOf(resource);
        return this.outputsOf(type, inputs, world, unknown, () => unknown);
    }

    create(resource: Identity, inputs: PropertyMap, world: World): Described {
        const type = this.typeOf(resource);
        const scope = scopeOf(resource, inputs, world);
        const id = String(fillTemplate(type.id, scope));
        if (type.autoName && world.estate.find(resource.type, id)) {
            throw new Error(`${resource.type} "${id}" exists already`);
        }
        this.refuse("create", resource, { properties: inputs }, world);
        const withId = { ...scope, values: { ...scope.values, id } };
        const made = {
            id,
            outputs: this.outputsOf(type, inputs, world, id, (_, template) => fillTemplate(template, withId)),
        };
        const failure = said(this.of(resource.type, "create", "afterwards"), { properties: inputs, id }, world);
        if (failure) throw new HalfMadeError(made, `creating ${resource.type} "${resource.name}": ${failure}`, true);
        return made;
    }

    update(resource: Identity, inputs: PropertyMap, before: Described, preview: boolean, world: World): PropertyMap {
        const type = this.typeOf(resource);
        if (!preview) this.refuse("update", resource, { properties: inputs, id: before.id }, world);
        return this.outputsOf(type, inputs, world, before.id, (path) => at(before.outputs, path));
    }

    awaitDelete({ type }: Identity, { id, outputs }: Described, world: World): string | undefined {
        return said(this.of(type, "delete", "retried"), { properties: outputs, id }, world);
    }

    refuseDelete({ type }: Identity, { id, outputs }: Described, world: World): string | undefined {
        return said(this.of(type, "delete", "at once"), { properties: outputs, id }, world);
    }

    // In Terraform an id is an attribute as any other, so a bridged provider shows it among the outputs (for one, the sample
    // answers of Pulumi Cloud's API, "Get Stack Resources"). Others do not.
    private outputsOf(
        type: ResourceType,
        inputs: PropertyMap,
        world: World,
        id: PropertyValue,
        compute: Computation,
    ): PropertyMap {
        const completed = complete(this.known(type, inputs, world), type.outputs ?? {}, compute);
        return this.packageName === "aws" ? { ...completed, id } : completed;
    }

    private refuse(verb: "create" | "update", { type, name }: Identity, request: RefusalRequest, world: World): void {
        const refusal = said(this.of(type, verb, "at once"), request, world);
        if (refusal) throw new Error(`${verb === "create" ? "creating" : "updating"} ${type} "${name}": ${refusal}`);
    }

    private of(type: string, verb: Refusal["on"][number], when: RefusalTime): Refusal[] {
        return this.refusals.filter(
            (refusal) => refusal.type === type && refusal.on.includes(verb) && timeOf(refusal) === when,
        );
    }

    private typeOf({ type, name }: Identity): ResourceType {
        const found = this.types[type];
        if (!found) throw new Error(`simulated ${this.packageName} has no type "${type}" (asked for by "${name}")`);
        return found;
    }

    private known(type: ResourceType, inputs: PropertyMap, world: World): PropertyMap {
        const { [madeUpKey]: _madeUp, ...said } = inputs;
        if (this.packageName !== "aws") return said;
        const isTagged = type.tagged ?? type.outputs?.arn !== undefined;
        return {
            ...said,
            ...(type.regional === false ? {} : { region: inputs.region ?? world.region }),
            ...(isTagged ? { tagsAll: { ...world.defaultTags, ...tagsOf(inputs) } } : {}),
        };
    }
}

/** Whether two values are the same, whatever the order of keys. */
export function sameValue(one: PropertyValue | undefined, other: PropertyValue | undefined): boolean {
    return canonical(one) === canonical(other);
}

type Computation = (path: readonly string[], template: PropertyValue) => PropertyValue;

type Scope = { readonly seed: string; readonly values: PropertyMap };

function tagsOf({ tags = null }: PropertyMap): PropertyMap {
    const bare = plain(tags);
    return isMap(bare) ? bare : {};
}

// Adds what is absent, inside given objects too: a cluster's `vpcConfig` gets the id of the group that EKS makes.
function complete(
    given: PropertyMap,
    templates: PropertyMap,
    compute: Computation,
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

function canonical(value: PropertyValue | undefined): string {
    return JSON.stringify(plain(value ?? null), (_, inner) =>
        typeof inner === "object" && inner !== null && !Array.isArray(inner)
            ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
            : inner,
    );
}
