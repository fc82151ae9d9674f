type States = Readonly<Record<string, unknown>>;

/**
 * The problems of a definition in the Amazon States Language, as AWS words them: a state that leads to one that does not exist,
 * or to which none leads. Those of nested states are not found.
 */
export function transitionProblems(definition: string): string[] {
    const machine = parse(definition);
    if (machine === undefined) return ["INVALID_JSON_DESCRIPTION: the definition is not JSON"];
    const states = objectOf(machine.States);
    const start = String(machine.StartAt ?? "");
    const missing = [
        ...(Object.hasOwn(states, start) ? [] : [missingTarget("StartAt", start, "/StartAt")]),
        ...Object.entries(states).flatMap(([name, state]) =>
            targetsOf(objectOf(state)).flatMap(({ key, target }) =>
                Object.hasOwn(states, target) ? [] : [missingTarget(key, target, `/States/${name}/${key}`)],
            ),
        ),
    ];
    const reached = reachedFrom(start, states);
    const unreached = Object.keys(states)
        .filter((name) => !reached.has(name))
        .map((name) => `MISSING_TRANSITION_TARGET: State "${name}" is not reachable. at /States/${name}`);
    return [...missing, ...unreached];
}

function missingTarget(key: string, target: string, at: string): string {
    return `MISSING_TRANSITION_TARGET: Missing '${key}' target: ${target} at ${at}`;
}

function reachedFrom(start: string, states: States): Set<string> {
    const reached = new Set<string>();
    const pending = [start];
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
        if (reached.has(name) || !Object.hasOwn(states, name)) continue;
        reached.add(name);
        pending.push(...targetsOf(objectOf(states[name])).map(({ target }) => target));
    }
    return reached;
}

function targetsOf(state: States): { readonly key: string; readonly target: string }[] {
    const target = (key: string, value: unknown) => (typeof value === "string" ? [{ key, target: value }] : []);
    const branches = [state.Choices, state.Catch].flatMap((list) => (Array.isArray(list) ? list : []));
    return [
        ...target("Next", state.Next),
        ...target("Default", state.Default),
        ...branches.flatMap((branch) => target("Next", objectOf(branch).Next)),
    ];
}

function parse(definition: string): States | undefined {
    try {
        return objectOf(JSON.parse(definition));
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}

function objectOf(value: unknown): States {
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
