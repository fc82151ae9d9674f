/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>;

/** A problem of a definition, as AWS words it, and where it is. */
export interface Problem {
    readonly code:
        | "SCHEMA_VALIDATION_FAILED"
        | "MISSING_TRANSITION_TARGET"
        | "MISSING_END_STATE"
        | "DUPLICATE_STATE_NAME";
    readonly message: string;
    /** Path such as `/States/Resize/Next`; `null` for the whole definition. */
    readonly at: string;
}

/** States that belong together: those of the machine, of a branch, or of the items of a Map state. */
export interface Container {
    readonly startAt: string;
    readonly states: Readonly<Record<string, Json>>;
    /** Path of the container; empty for the machine itself. */
    readonly at: string;
}

/** A value as an object; empty if it is not one. */
export function objectOf(value: unknown): Json {
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** A value as a list of objects; empty if it is not one. */
export function objectsOf(value: unknown): Json[] {
    return Array.isArray(value) ? value.map(objectOf) : [];
}

/** The machine of a definition; undefined if it is not JSON. */
export function parseDefinition(definition: string): Json | undefined {
    try {
        return objectOf(JSON.parse(definition));
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}

/** The container of a machine, a branch or a processor, and all in it, the outer ones first. */
export function containersOf(owner: Json, at = ""): Container[] {
    const states = Object.fromEntries(
        Object.entries(objectOf(owner.States)).map(([name, own]) => [name, objectOf(own)]),
    );
    const inner = Object.entries(states).flatMap(([name, state]) =>
        nestedIn(state, `${at}/States/${name}`).flatMap(({ owner: nested, at: path }) => containersOf(nested, path)),
    );
    return [{ startAt: String(owner.StartAt ?? ""), states, at }, ...inner];
}

/** The branches and the processor of a state, which contain states, with their paths. */
export function nestedIn(state: Json, at: string): { readonly owner: Json; readonly at: string }[] {
    return [
        ...objectsOf(state.Branches).map((owner, index) => ({ owner, at: `${at}/Branches[${index}]` })),
        ...["ItemProcessor", "Iterator"].flatMap((key) =>
            state[key] === undefined ? [] : [{ owner: objectOf(state[key]), at: `${at}/${key}` }],
        ),
    ];
}
