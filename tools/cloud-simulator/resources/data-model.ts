import type { Checked, CheckFailure, Cloud, Described, Identity, Model } from "../state/cloud";
import { isMap, type PropertyMap, type PropertyValue, plain, unknown } from "../state/property-values";
import { PartialCreateError } from "../wire/partial-create-error";
import { sameValue } from "./comparable";
import { autoNameOf, autoNameProblem, generatedKey, isGenerated, isNameTaken, withDefaults } from "./filled-inputs";
import { firstRejection, type Rejection, type RejectionRequest, type RejectionTime, timeOf } from "./rejection";
import type { ResourceType, ResourceTypes } from "./resource-type";
import { changedRevision, keptOfRevision } from "./revision";
import { type Computation, complete, fillTemplate, scopeOf } from "./template";

/** Behaviour of resources whose types are described by data, as those of a bridged Terraform provider. */
export class DataModel implements Model {
    constructor(
        private readonly packageName: string,
        private readonly types: ResourceTypes,
        private readonly rejections: readonly Rejection[] = [],
    ) {}

    knows(type: string): boolean {
        return type in this.types;
    }

    check(resource: Identity, news: PropertyMap, olds: PropertyMap | undefined, cloud: Cloud): Checked {
        const type = this.typeOf(resource);
        const inputs = withDefaults(news, type.defaults ?? {});
        const failures: CheckFailure[] = [];
        if (type.autoName && inputs[type.autoName.property] === undefined) {
            const { property } = type.autoName;
            const before = isGenerated(olds, property) ? olds?.[property] : undefined;
            const reason = before === undefined ? autoNameProblem(resource.name, type.autoName) : undefined;
            if (reason !== undefined) failures.push({ property, reason });
            inputs[property] = before ?? autoNameOf(resource, type.autoName, cloud);
            inputs[generatedKey] = [property];
        }
        const missing = (type.required ?? []).filter((property) => (inputs[property] ?? null) === null);
        failures.push(...missing.map((property) => ({ property, reason: `Missing required argument "${property}"` })));
        return { inputs, failures };
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

    // Two resources cannot have the same name, so the bridge deletes first if the program sets it: it does not know which
    // types accept a duplicate (pulumi/pulumi-terraform-bridge, pkg/tfbridge/schema.go, nameRequiresDeleteBeforeReplace).
    replacesInPlace(resource: Identity, news: PropertyMap, olds: PropertyMap): boolean {
        const { autoName, deletedFirst = false } = this.typeOf(resource);
        if (deletedFirst) return true;
        if (autoName === undefined || isGenerated(news, autoName.property)) return false;
        return sameValue(news[autoName.property], olds[autoName.property]);
    }

    computedChanges(resource: Identity, news: PropertyMap, state: PropertyMap, cloud: Cloud): string[] {
        const type = this.typeOf(resource);
        const { tagsAll } = this.known(type, news, cloud);
        const isTagged = tagsAll !== undefined && state.tagsAll !== undefined && !sameValue(tagsAll, state.tagsAll);
        return [...(isTagged ? ["tagsAll"] : []), ...changedRevision(type, news, state)];
    }

    kept(resource: Identity, inputs: PropertyMap, { outputs }: Described, hasFailed: boolean): readonly string[] {
        return keptOfRevision(this.typeOf(resource), inputs, outputs, hasFailed);
    }

    preview(resource: Identity, inputs: PropertyMap, cloud: Cloud): PropertyMap {
        const type = this.typeOf(resource);
        this.reject("create", resource, { properties: inputs }, cloud, true);
        return this.outputsOf(type, inputs, cloud, unknown, () => unknown);
    }

    create(resource: Identity, inputs: PropertyMap, cloud: Cloud): Described {
        const type = this.typeOf(resource);
        const scope = scopeOf(resource, inputs, cloud);
        const id = String(fillTemplate(type.id, scope));
        if (type.autoName && isNameTaken(id, resource, inputs, cloud, type.autoName)) {
            throw new Error(`${resource.type} "${id}" exists already`);
        }
        this.reject("create", resource, { properties: inputs }, cloud, false);
        const withId = { ...scope, values: { ...scope.values, id } };
        const created = {
            id,
            outputs: this.outputsOf(type, { ...inputs, ...type.computed?.(inputs) }, cloud, id, (_, template) =>
                fillTemplate(template, withId),
            ),
        };
        this.failLater("create", resource, inputs, created, cloud);
        return created;
    }

    update(resource: Identity, inputs: PropertyMap, before: Described, preview: boolean, cloud: Cloud): PropertyMap {
        const type = this.typeOf(resource);
        this.reject("update", resource, { properties: inputs, id: before.id }, cloud, preview);
        const computed = type.computed?.(inputs, before.outputs) ?? {};
        const renewed = (type.renewed ?? []).filter((property) => computed[property] !== undefined);
        const known = preview
            ? { ...inputs, ...Object.fromEntries(renewed.map((property) => [property, unknown])) }
            : { ...inputs, ...computed };
        const outputs = this.outputsOf(type, known, cloud, before.id, (path) => at(before.outputs, path));
        // A provider that sends no new revision only reads the resource.
        const isDeployed = type.revision === undefined || changedRevision(type, inputs, before.outputs).length > 0;
        if (isDeployed && !preview) this.failLater("update", resource, inputs, { id: before.id, outputs }, cloud);
        return outputs;
    }

    awaitDelete({ type }: Identity, { id, outputs }: Described, cloud: Cloud): string | undefined {
        return firstRejection(this.of(type, "delete", "retried"), { properties: outputs, id }, cloud);
    }

    rejectDelete({ type }: Identity, { id, outputs }: Described, cloud: Cloud): string | undefined {
        return firstRejection(this.of(type, "delete", "at once"), { properties: outputs, id }, cloud);
    }

    leaveRemnants(resource: Identity, { outputs }: Described, cloud: Cloud): void {
        this.typeOf(resource).leaveRemnants?.(outputs, cloud);
    }

    // In Terraform an id is an attribute as any other, so a bridged provider shows it among the outputs (for one, the sample
    // answers of Pulumi Cloud's API, "Get Stack Resources"). Others do not.
    private outputsOf(
        type: ResourceType,
        inputs: PropertyMap,
        cloud: Cloud,
        id: PropertyValue,
        compute: Computation,
    ): PropertyMap {
        const completed = complete(this.known(type, inputs, cloud), type.outputs ?? {}, compute);
        return this.packageName === "aws" ? { ...completed, id } : completed;
    }

    private reject(
        verb: "create" | "update",
        { type, name }: Identity,
        request: RejectionRequest,
        cloud: Cloud,
        preview: boolean,
    ): void {
        const rules = this.of(type, verb, "at once").filter(({ atPreview }) => atPreview || !preview);
        const rejection = firstRejection(rules, request, cloud);
        if (rejection) throw new Error(`${participles[verb]} ${type} "${name}": ${rejection}`);
    }

    private failLater(
        verb: "create" | "update",
        { type, name }: Identity,
        properties: PropertyMap,
        now: Described,
        cloud: Cloud,
    ): void {
        const failure = firstRejection(this.of(type, verb, "delayed"), { properties, id: now.id }, cloud);
        if (failure === undefined) return;
        const isPermanent = verb === "create" && this.types[type]?.revision === undefined;
        throw new PartialCreateError(now, `${participles[verb]} ${type} "${name}": ${failure}`, isPermanent);
    }

    private of(type: string, verb: Rejection["on"][number], when: RejectionTime): Rejection[] {
        return this.rejections.filter(
            (rejection) => rejection.type === type && rejection.on.includes(verb) && timeOf(rejection) === when,
        );
    }

    private typeOf({ type, name }: Identity): ResourceType {
        const found = this.types[type];
        if (!found) throw new Error(`simulated ${this.packageName} has no type "${type}" (requested by "${name}")`);
        return found;
    }

    private known(type: ResourceType, inputs: PropertyMap, cloud: Cloud): PropertyMap {
        const { [generatedKey]: _generated, ...given } = inputs;
        if (this.packageName !== "aws") return given;
        const isTagged = type.tagged ?? type.outputs?.arn !== undefined;
        return {
            ...given,
            ...(type.regional === false ? {} : { region: inputs.region ?? cloud.region }),
            ...(isTagged ? { tagsAll: { ...cloud.defaultTags, ...tagsOf(inputs) } } : {}),
        };
    }
}

const participles = { create: "creating", update: "updating" } as const;

function tagsOf({ tags = null }: PropertyMap): PropertyMap {
    const bare = plain(tags);
    return isMap(bare) ? bare : {};
}

function at(value: PropertyValue, path: readonly string[]): PropertyValue {
    const [key, ...rest] = path;
    if (key === undefined) return value;
    return isMap(value) ? at(value[key] ?? null, rest) : null;
}
