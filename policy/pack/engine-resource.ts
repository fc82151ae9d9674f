import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { type Component, componentOf } from "../reading/component";
import type { Props, Resource } from "../reading/resource";
import { plainProps } from "./plain";

const none: Props = {};

// The engine sends a provider with every custom resource, but not with a provider itself.
const isComponent = ({ type, provider }: Pick<PolicyResource, "type" | "provider">): boolean =>
    provider === undefined && !type.startsWith("pulumi:");

/** A resource as sent for a single check. Its properties are copied on first use, since most are never read. */
export class DeclaredResource implements Resource {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    readonly outputs = none;
    readonly declared = true;
    readonly isComponent: boolean;
    readonly parent: string | undefined;
    readonly component: Component | undefined;
    readonly ignoreChanges: readonly string[];
    readonly dependencies: readonly string[] = [];
    readonly propertyDependencies = {};
    private copy: Props | undefined;

    /** @param resourceOf resources that the engine has sent before, by URN. */
    constructor(
        private readonly args: ResourceValidationArgs,
        resourceOf: (urn: string) => Resource | undefined,
    ) {
        this.urn = args.urn;
        this.type = args.type;
        this.name = args.name;
        this.isComponent = isComponent(args);
        this.parent = args.opts.parent || undefined;
        this.component = componentOf(this, resourceOf);
        this.ignoreChanges = args.opts.ignoreChanges;
    }

    get props(): Props {
        this.copy ??= plainProps(this.args.props);
        return this.copy;
    }
}

/**
 * A resource of the whole stack. Its inputs show what the program declares; the stack adds the dependencies and the ids
 * known so far. Without inputs, the outputs are used.
 */
export class StackResource implements Resource {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    readonly declared: boolean;
    readonly isComponent: boolean;
    readonly ignoreChanges: readonly string[];
    private copy: Props | undefined;
    private allDependencies: readonly string[] | undefined;
    private dependenciesByProperty: Readonly<Record<string, readonly string[]>> | undefined;

    constructor(
        private readonly resource: PolicyResource,
        private readonly inputs: Resource | undefined,
        private readonly resourceOf: (urn: string) => Resource | undefined,
    ) {
        this.urn = resource.urn;
        this.type = resource.type;
        this.name = resource.name;
        this.declared = inputs !== undefined;
        this.isComponent = isComponent(resource);
        this.ignoreChanges = resource.opts.ignoreChanges;
    }

    get props(): Props {
        return this.inputs?.props ?? this.outputs;
    }

    get outputs(): Props {
        this.copy ??= plainProps(this.resource.props);
        return this.copy;
    }

    get parent(): string | undefined {
        return this.resource.parent?.urn;
    }

    get component(): Component | undefined {
        return componentOf(this, this.resourceOf);
    }

    get dependencies(): readonly string[] {
        this.allDependencies ??= this.resource.dependencies.map(({ urn }) => urn);
        return this.allDependencies;
    }

    get propertyDependencies(): Readonly<Record<string, readonly string[]>> {
        this.dependenciesByProperty ??= Object.fromEntries(
            Object.entries(this.resource.propertyDependencies).map(([property, targets]) => [
                property,
                targets.map(({ urn }) => urn),
            ]),
        );
        return this.dependenciesByProperty;
    }
}
