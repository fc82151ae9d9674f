import { selectedInput } from "./data-flow";
import type { Frame } from "./frame";
import type { Cursor } from "./history";
import type { Scope } from "./paths";
import type { HandledState, Workflow } from "./read-definition";
import { runTask } from "./run-task";
import { runTogether } from "./run-together";
import { runtimeError } from "./states-error";

// Distributed Map states, which the interpreter does not have, run more (step-functions/latest/dg/state-map-inline).
const maxInlineConcurrency = 40;

/** A state that is entered. */
export interface Entered {
    readonly name: string;
    readonly state: HandledState;
    readonly scope: Scope;
}

/** The result of an attempt of a Task, Map or Parallel state, after its ResultSelector. */
export async function handledResult(entered: Entered, frame: Frame): Promise<unknown> {
    const { state } = entered;
    const scope = selectedInput(state, entered.scope);
    const result = await resultOf({ ...entered, scope }, frame);
    return state.ResultSelector === undefined ? result : state.ResultSelector({ ...scope, data: result });
}

function resultOf({ name, state, scope }: Entered, frame: Frame): Promise<unknown> {
    switch (state.Type) {
        case "Task": {
            const { Resource: resource, Parameters, TimeoutSeconds: timeoutSeconds } = state;
            const parameters = Parameters === undefined ? scope.data : Parameters(scope);
            return runTask({ name, resource, parameters, timeoutSeconds }, frame);
        }
        case "Map":
            return runMap(name, state, scope, frame);
        case "Parallel": {
            const input = state.Parameters === undefined ? scope.data : state.Parameters(scope);
            return runBranches(state.Branches, input, frame);
        }
    }
}

async function runMap(
    name: string,
    state: Extract<HandledState, { Type: "Map" }>,
    scope: Scope,
    frame: Frame,
): Promise<unknown> {
    const { ItemsPath, ItemSelector, ItemProcessor, MaxConcurrency } = state;
    const items = ItemsPath === undefined ? scope.data : ItemsPath(scope);
    if (!Array.isArray(items)) throw runtimeError(`Map state input must be an array but was: ${JSON.stringify(items)}`);
    const { history, cursor } = frame;
    const started = history.add(cursor, "MapStateStarted", { mapStateStartedEventDetails: { length: items.length } });
    const event = (kind: string, index: number, place: Cursor) =>
        history.add(place, `MapIteration${kind}`, { [`mapIteration${kind}EventDetails`]: { index, name } });
    const cursors = items.map((): Cursor => ({ last: started }));
    const cursorOf = (index: number) => cursors[index] ?? cursor;
    const results = await runTogether(
        items.length,
        Math.min(MaxConcurrency === 0 ? maxInlineConcurrency : MaxConcurrency, maxInlineConcurrency),
        async ({ index, signal }) => {
            const place = cursorOf(index);
            event("Started", index, place);
            const context = { ...frame.context, Map: { Item: { Index: index, Value: items[index] } } };
            const within = { ...scope, context: { ...Object(scope.context), Map: context.Map } };
            const input = ItemSelector === undefined ? items[index] : ItemSelector(within);
            try {
                const result = await frame.runWorkflow(ItemProcessor, input, {
                    ...frame,
                    cursor: place,
                    context,
                    signal,
                });
                cursor.last = place.last;
                event("Succeeded", index, place);
                return result;
            } catch (error) {
                if (!signal.aborted) {
                    cursor.last = place.last;
                    event("Failed", index, { ...place });
                }
                throw error;
            }
        },
        frame,
        (index) => event("Aborted", index, { ...cursorOf(index) }),
    );
    const exit = { last: cursors.reduce((last, each) => Math.max(last, each.last), started) };
    history.add({ ...exit }, "MapStateSucceeded");
    cursor.last = exit.last;
    return results;
}

async function runBranches(branches: readonly Workflow[], input: unknown, frame: Frame): Promise<unknown> {
    const { history, cursor } = frame;
    const started = history.add(cursor, "ParallelStateStarted");
    const cursors = branches.map((): Cursor => ({ last: started }));
    const results = await runTogether(
        branches.length,
        0,
        async ({ index, signal }) => {
            const [branch, place] = [branches[index], cursors[index] ?? { last: started }];
            if (branch === undefined) throw new RangeError(`there is no branch ${index}`);
            try {
                return await frame.runWorkflow(branch, input, { ...frame, cursor: place, signal });
            } catch (error) {
                if (!signal.aborted) cursor.last = place.last;
                throw error;
            }
        },
        frame,
        () => undefined,
    );
    const exit = { last: cursors.reduce((last, each) => Math.max(last, each.last), started) };
    history.add({ ...exit }, "ParallelStateSucceeded");
    cursor.last = exit.last;
    return results;
}
