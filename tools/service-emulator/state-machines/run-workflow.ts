import { wait } from "../wait";
import { checkSize, outputOf, selectedInput } from "./data-flow";
import type { Frame } from "./frame";
import { withData } from "./history";
import type { Scope } from "./paths";
import type { HandledState, State, Workflow } from "./read-definition";
import { withRetries } from "./retry";
import { handledResult } from "./run-handled-state";
import { includesError, runtimeError, StatesError } from "./states-error";

interface Step {
    readonly output: unknown;
    /** Undefined after the last state. */
    readonly next: string | undefined;
}

/**
 * Runs the states of a machine, a branch or an iteration, from the first to an end.
 * @returns the output of the last state.
 * @throws {StatesError} if a state fails.
 */
export async function runWorkflow({ StartAt, States }: Workflow, input: unknown, frame: Frame): Promise<unknown> {
    let [name, data] = [StartAt, input];
    for (;;) {
        frame.signal.throwIfAborted();
        const state = States[name];
        if (state === undefined) throw runtimeError(`there is no state "${name}"`);
        const step = await runState(name, state, data, frame);
        if (step.next === undefined) return step.output;
        [name, data] = [step.next, step.output];
    }
}

async function runState(name: string, state: State, input: unknown, frame: Frame): Promise<Step> {
    const { history, cursor } = frame;
    const details = { ...withData("input", input), name };
    const eventId = history.add(cursor, `${state.Type}StateEntered`, { stateEnteredEventDetails: details });
    try {
        const scope = scopeOf(name, input, frame);
        const step =
            "Retry" in state
                ? await runHandled(name, state, input, scope, frame)
                : await runPlain(name, state, input, scope, frame);
        checkSize(name, step.output);
        const exited = { name, ...withData("output", step.output) };
        history.add(cursor, `${state.Type}StateExited`, { stateExitedEventDetails: exited });
        return step;
    } catch (error) {
        throw placed(error, name, eventId);
    }
}

async function runHandled(
    name: string,
    state: HandledState,
    input: unknown,
    scope: Scope,
    frame: Frame,
): Promise<Step> {
    try {
        const result = await withRetries(
            state.Retry,
            (retries) => handledResult({ name, state, scope: withRetryCount(scope, retries) }, frame),
            frame,
        );
        return { output: outputOf(state, { input, result, scope }), next: state.Next };
    } catch (error) {
        frame.signal.throwIfAborted();
        if (!(error instanceof StatesError)) throw error;
        if (state.Type !== "Task") frame.history.add(frame.cursor, `${state.Type}StateFailed`);
        const catcher = state.Catch.find(({ ErrorEquals }) => includesError(ErrorEquals, error));
        if (catcher === undefined) throw error;
        const caught = { ResultPath: catcher.ResultPath };
        return { output: outputOf(caught, { input, result: error.output, scope }), next: catcher.Next };
    }
}

async function runPlain(
    name: string,
    state: Exclude<State, HandledState>,
    input: unknown,
    given: Scope,
    frame: Frame,
): Promise<Step> {
    if (state.Type === "Fail") {
        const { Error: error, Cause: cause, ErrorPath, CausePath } = state;
        throw new StatesError(asText(ErrorPath?.(given)) ?? error, asText(CausePath?.(given)) ?? cause);
    }
    const scope = selectedInput(state, given);
    const pass = { ResultPath: [] };
    switch (state.Type) {
        case "Succeed":
            return { output: outputOf({ ...state, ...pass }, { input, result: scope.data, scope }), next: undefined };
        case "Pass": {
            const result = state.Result !== undefined ? state.Result : (state.Parameters?.(scope) ?? scope.data);
            return { output: outputOf(state, { input, result, scope }), next: state.Next };
        }
        case "Wait":
            await wait(frame.clock, waitMilliseconds(state, scope, frame.clock.now()), frame.signal);
            return { output: outputOf({ ...state, ...pass }, { input, result: scope.data, scope }), next: state.Next };
        case "Choice": {
            const next = state.Choices.find(({ applies }) => applies(scope))?.Next ?? state.Default;
            if (next === undefined)
                throw new StatesError(
                    "States.NoChoiceMatched",
                    `An error occurred while executing the state '${name}'. No Choice rule applies, and there is no Default.`,
                );
            return { output: outputOf({ ...state, ...pass }, { input, result: scope.data, scope }), next };
        }
    }
}

function waitMilliseconds(state: Extract<State, { Type: "Wait" }>, scope: Scope, now: number): number {
    const { Seconds, SecondsPath, Timestamp, TimestampPath } = state;
    const seconds = Seconds ?? SecondsPath?.(scope);
    if (seconds !== undefined) {
        if (typeof seconds !== "number" || !Number.isInteger(seconds) || seconds < 0)
            throw runtimeError(`SecondsPath must be a non-negative integer, got ${JSON.stringify(seconds)}`);
        return seconds * 1000;
    }
    const time = Date.parse(String(Timestamp ?? TimestampPath?.(scope)));
    if (Number.isNaN(time)) throw runtimeError(`TimestampPath is not a timestamp: ${JSON.stringify(scope.data)}`);
    return time - now;
}

function scopeOf(name: string, data: unknown, { context, clock, random, newId }: Frame): Scope {
    const state = { Name: name, EnteredTime: new Date(clock.now()).toISOString(), RetryCount: 0 };
    return { data, context: { ...context, State: state }, random, newId };
}

function withRetryCount(scope: Scope, retries: number): Scope {
    const context = scope.context as { readonly State: object };
    return { ...scope, context: { ...context, State: { ...context.State, RetryCount: retries } } };
}

function asText(value: unknown): string | undefined {
    return value === undefined ? undefined : String(value);
}

const placedPrefix = "An error occurred while executing the state";

// The place of an error of the definition or its data is in its cause (recorded: localstack, test_invalid_jsonpath).
function placed(error: unknown, name: string, eventId: number): unknown {
    if (!(error instanceof StatesError) || error.error !== "States.Runtime") return error;
    if (error.errorCause?.startsWith(placedPrefix)) return error;
    return runtimeError(`${placedPrefix} '${name}' (entered at the event id #${eventId}). ${error.errorCause}`);
}
