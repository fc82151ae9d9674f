import { type Container, type Json, objectsOf, type Problem } from "./definition";

/**
 * States that lead to others which do not exist, or to which none leads, and a machine that never ends. As AWS, which looks for an end in
 * the machine only, and for states that nothing leads to only where there is one (floci-io/floci#2735, #2786, measured on AWS).
 */
export function transitionProblems(containers: readonly Container[]): Problem[] {
    return containers.flatMap((container) => {
        const { startAt, states, at } = container;
        const missing = [
            ...(Object.hasOwn(states, startAt) ? [] : [missingTarget(startAt, `${at}/StartAt`)]),
            ...Object.entries(states).flatMap(([name, state]) =>
                targetsOf(state)
                    .filter(({ target }) => !Object.hasOwn(states, target))
                    .map(({ key, target }) => missingTarget(target, `${at}/States/${name}/${key}`)),
            ),
        ];
        if (at === "" && !Object.values(states).some(isTerminal))
            return [...missing, { code: "MISSING_END_STATE", message: "Workflow has no terminal state", at: "null" }];
        return [...missing, ...unreached(container)];
    });
}

function missingTarget(target: string, at: string): Problem {
    return { code: "MISSING_TRANSITION_TARGET", message: `Missing 'Next' target: ${target}`, at };
}

function isTerminal({ Type, End }: Json): boolean {
    return End === true || Type === "Succeed" || Type === "Fail";
}

function unreached({ startAt, states, at }: Container): Problem[] {
    const reached = new Set<string>();
    const pending = [startAt];
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
        const state = states[name];
        if (reached.has(name) || state === undefined) continue;
        reached.add(name);
        pending.push(...targetsOf(state).map(({ target }) => target));
    }
    return Object.keys(states)
        .filter((name) => !reached.has(name))
        .map((name) => ({
            code: "MISSING_TRANSITION_TARGET",
            message: `State "${name}" is not reachable.`,
            at: `${at}/States/${name}`,
        }));
}

function targetsOf(state: Json): { readonly key: string; readonly target: string }[] {
    const target = (key: string, value: unknown) => (typeof value === "string" ? [{ key, target: value }] : []);
    const branches = ["Choices", "Catch"].flatMap((key) =>
        objectsOf(state[key]).flatMap(({ Next }, index) => target(`${key}[${index}]/Next`, Next)),
    );
    return [...target("Next", state.Next), ...branches, ...target("Default", state.Default)];
}
