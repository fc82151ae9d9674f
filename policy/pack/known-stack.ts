import type { Resource, Stack } from "../reading/resource";
import { resourceWith, stackOf } from "../reading/resource";
import { lateParts } from "./late-parts";

/** The inputs that an update has sent so far. */
interface Inputs {
    inputsOf(urn: string): Resource | undefined;
    sent(): readonly Resource[];
    /** Grows with each resource that is sent. */
    readonly version: number;
}

/**
 * The stack of a preview with the values that its update knows by now. It is built once for all policies that are asked
 * about a resource, and shares what has not changed with the stack before, so that nothing is read twice.
 */
export class KnownStack {
    private readonly copies = new WeakMap<Resource, Resource>();
    private readonly stacks = new Map<string, Stack>();
    private version: number | undefined;

    constructor(
        private readonly preview: Stack,
        private readonly inputs: Inputs,
    ) {}

    /** @param components those whose parts, registered only in the update, belong to the stack. */
    including(components: readonly Resource[]): Stack {
        if (this.version !== this.inputs.version) this.stacks.clear();
        this.version = this.inputs.version;
        const key = components.map(({ urn }) => urn).join("\n");
        const before = this.stacks.get(key);
        if (before) return before;
        const parts = components.length === 0 ? [] : lateParts(this.preview, components, this.inputs.sent());
        const stack = stackOf([...this.preview.resources.map((each) => this.known(each)), ...parts]);
        this.stacks.set(key, stack);
        return stack;
    }

    private known(resource: Resource): Resource {
        const inputs = this.inputs.inputsOf(resource.urn);
        if (inputs === undefined) return resource;
        const before = this.copies.get(inputs);
        if (before) return before;
        const copy = resourceWith(resource, { props: inputs.props });
        this.copies.set(inputs, copy);
        return copy;
    }
}
