import type { State, Workflow } from "./read-definition";
import { DefinitionError } from "./states-error";

/**
 * Checks what a definition's states say of each other (Amazon States Language, "States").
 * @throws {DefinitionError} that names each state with a problem.
 */
export function checkDefinition(workflow: Workflow): void {
    const problems = problemsOf(workflow);
    if (problems.length > 0) throw new DefinitionError(problems.join("\n"));
}

function problemsOf({ StartAt, States }: Workflow): readonly string[] {
    const own = Object.entries(States).flatMap(([name, state]) => [
        ...problemsOfState(state).map((problem) => `${name}: ${problem}`),
        ...successors(state)
            .filter((next) => !Object.hasOwn(States, next))
            .map((next) => `${name}: there is no state "${next}"`),
        ...inner(state).flatMap(problemsOf),
    ]);
    return Object.hasOwn(States, StartAt) ? own : [`StartAt: there is no state "${StartAt}"`, ...own];
}

function problemsOfState(state: State): readonly string[] {
    const problems: string[] = [];
    if ("End" in state || "Next" in state) {
        const isEnd = state.End === true;
        if (isEnd === (state.Next !== undefined)) problems.push("a state has either Next or End");
    } else if (!["Choice", "Succeed", "Fail"].includes(state.Type)) problems.push("a state has either Next or End");
    if (state.Type === "Wait") {
        const { Seconds, SecondsPath, Timestamp, TimestampPath } = state;
        const given = [Seconds, SecondsPath, Timestamp, TimestampPath].filter((each) => each !== undefined);
        if (given.length !== 1) problems.push("a Wait state has one of Seconds, SecondsPath, Timestamp, TimestampPath");
    }
    if ("Retry" in state) problems.push(...wildcardProblems(state.Retry), ...wildcardProblems(state.Catch));
    return problems;
}

// States.ALL is the only error of its retrier or catcher, which is the last one.
function wildcardProblems(handlers: readonly { readonly ErrorEquals: readonly string[] }[]): readonly string[] {
    const isMisplaced = handlers.some(
        ({ ErrorEquals }, index) =>
            ErrorEquals.includes("States.ALL") && (ErrorEquals.length > 1 || index < handlers.length - 1),
    );
    return isMisplaced ? ["States.ALL must be alone in the last retrier or catcher"] : [];
}

function successors(state: State): readonly string[] {
    if (state.Type === "Choice")
        return [...state.Choices.map(({ Next }) => Next), ...(state.Default === undefined ? [] : [state.Default])];
    const caught = "Catch" in state ? state.Catch.map(({ Next }) => Next) : [];
    const next = "Next" in state && state.Next !== undefined ? [state.Next] : [];
    return [...next, ...caught];
}

function inner(state: State): readonly Workflow[] {
    if (state.Type === "Map") return [state.ItemProcessor];
    return state.Type === "Parallel" ? state.Branches : [];
}
