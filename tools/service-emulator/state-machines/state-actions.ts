import { z } from "zod";
import { type Caller, deniedMessage, ServiceError } from "../caller";
import type { Execution } from "./execution";
import type { StateMachine } from "./state-machine";

/** A request of an SDK, or of an integration of API Gateway. */
export interface StatesCall {
    readonly machines: readonly StateMachine[];
    readonly caller: Caller;
    readonly parameters: unknown;
}

type Action = (call: StatesCall) => object | Promise<object>;

const startSchema = z.object({
    stateMachineArn: z.string(),
    name: z.string().optional(),
    input: z.string().default("{}"),
});
const executionSchema = z.object({ executionArn: z.string() });
const stopSchema = executionSchema.extend({ error: z.string().optional(), cause: z.string().optional() });
const page = { maxResults: z.number().int().min(0).max(1000).default(0), nextToken: z.string().optional() };
const historySchema = executionSchema.extend({
    ...page,
    reverseOrder: z.boolean().default(false),
    includeExecutionData: z.boolean().default(true),
});
const listSchema = z.object({ ...page, stateMachineArn: z.string(), statusFilter: z.string().optional() });

/**
 * The actions of Step Functions, by name. Shapes and errors: recorded, localstack, test_sfn_api.snapshot.json,
 * test_sfn_api_express.snapshot.json.
 */
export const stateActions: Readonly<Record<string, Action>> = {
    StartExecution: (call) => {
        const { stateMachineArn, name, input } = valid(startSchema, call);
        const { start, startedAt } = machineFor("StartExecution", stateMachineArn, call).start(input, name);
        return { executionArn: start.arn, startDate: startedAt / 1000 };
    },
    StartSyncExecution: async (call) => {
        const { stateMachineArn, name, input } = valid(startSchema, call);
        const machine = machineFor("StartSyncExecution", stateMachineArn, call);
        if (machine.settings.type === "STANDARD") throw unsupportedType();
        const execution = machine.start(input, name);
        await execution.ended;
        const milliseconds = (execution.stoppedAt ?? 0) - execution.startedAt;
        const billed = Math.max(100, Math.ceil(milliseconds / 100) * 100);
        return {
            ...description(execution),
            billingDetails: { billedDurationInMilliseconds: billed, billedMemoryUsedInMB: 64 },
        };
    },
    DescribeExecution: (call) => {
        const execution = executionFor("DescribeExecution", valid(executionSchema, call).executionArn, call);
        const { status } = execution;
        // Recorded for SUCCEEDED and TIMED_OUT.
        const isRedrivable = ["FAILED", "TIMED_OUT", "ABORTED"].includes(status);
        return {
            ...description(execution),
            redriveCount: 0,
            redriveStatus: isRedrivable ? "REDRIVABLE" : "NOT_REDRIVABLE",
            ...(!isRedrivable && { redriveStatusReason: `Execution is ${status} and cannot be redriven` }),
        };
    },
    GetExecutionHistory: (call) => {
        const { executionArn, reverseOrder, includeExecutionData, ...paging } = valid(historySchema, call);
        const { events } = executionFor("GetExecutionHistory", executionArn, call).history;
        const ordered = reverseOrder ? events.toReversed() : events;
        const { items, ...token } = pageOf(ordered, paging);
        return { events: includeExecutionData ? items : items.map(withoutData), ...token };
    },
    ListExecutions: (call) => {
        const { stateMachineArn, statusFilter, ...paging } = valid(listSchema, call);
        const machine = machineFor("ListExecutions", stateMachineArn, call);
        if (machine.settings.type === "EXPRESS") throw unsupportedType();
        const found = machine.executions.filter(({ status }) => statusFilter === undefined || status === statusFilter);
        const { items, ...token } = pageOf(found, paging);
        return { executions: items.map(summary), ...token };
    },
    StopExecution: async (call) => {
        const { executionArn, error, cause } = valid(stopSchema, call);
        const execution = executionFor("StopExecution", executionArn, call);
        await execution.stop(error, cause);
        return { stopDate: (execution.stoppedAt ?? 0) / 1000 };
    },
};

function machineFor(action: string, arn: string, { machines, caller }: StatesCall): StateMachine {
    if (!/^arn:[^:]+:states:[^:]+:\d{12}:stateMachine:[\w-]+$/.test(arn))
        throw new ServiceError("InvalidArn", `Invalid Arn: 'Invalid ARN prefix: ${arn}'`);
    requireAccess(`states:${action}`, arn, caller);
    const machine = machines.find(({ settings }) => settings.arn === arn);
    if (machine === undefined)
        throw new ServiceError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
    return machine;
}

function executionFor(action: string, arn: string, { machines, caller }: StatesCall): Execution {
    const [, kind] = /^arn:[^:]+:states:[^:]+:\d{12}:(\w+):/.exec(arn) ?? [];
    if (kind === undefined) throw new ServiceError("InvalidArn", `Invalid Arn: 'Invalid ARN prefix: ${arn}'`);
    if (kind !== "execution")
        throw new ServiceError("InvalidArn", `Invalid Arn: 'Resource type not valid in this context: ${kind}'`);
    requireAccess(`states:${action}`, arn, caller);
    const execution = machines.map((machine) => machine.find(arn)).find((each) => each !== undefined);
    if (execution === undefined) throw new ServiceError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
    return execution;
}

function requireAccess(action: string, resource: string, caller: Caller): void {
    if (!caller.allows(action, resource))
        throw new ServiceError("AccessDeniedException", deniedMessage(caller, action, resource));
}

function unsupportedType(): ServiceError {
    return new ServiceError(
        "StateMachineTypeNotSupported",
        "This operation is not supported by this type of state machine",
    );
}

function description(execution: Execution): object {
    const { start, output, error } = execution;
    return {
        ...summary(execution),
        input: start.input,
        inputDetails: { included: true },
        ...(output !== undefined && { output, outputDetails: { included: true } }),
        ...(error?.error !== undefined && { error: error.error }),
        ...(error?.errorCause !== undefined && { cause: error.errorCause }),
    };
}

function summary({ start, status, startedAt, stoppedAt }: Execution): object {
    return {
        executionArn: start.arn,
        stateMachineArn: start.machineArn,
        name: start.name,
        status,
        startDate: startedAt / 1000,
        ...(stoppedAt !== undefined && { stopDate: stoppedAt / 1000 }),
    };
}

// The token is the number of the first item of the next page. Default size of a page: 100.
function pageOf<Item>(
    all: readonly Item[],
    { maxResults, nextToken = "0" }: { readonly maxResults: number; readonly nextToken?: string | undefined },
): { readonly items: readonly Item[]; readonly nextToken?: string } {
    if (!/^\d+$/.test(nextToken)) throw new ServiceError("InvalidToken", `Invalid Token: '${nextToken}'`);
    const end = Number(nextToken) + (maxResults || 100);
    return { items: all.slice(Number(nextToken), end), ...(end < all.length && { nextToken: String(end) }) };
}

function withoutData(event: object): object {
    const clean = ([name, value]: readonly [string, unknown]) => {
        if (!name.endsWith("EventDetails")) return [name, value];
        const { input: _input, output: _output, parameters: _parameters, ...rest } = Object(value);
        return [name, rest];
    };
    return Object.fromEntries(Object.entries(event).map(clean));
}

function valid<Schema extends z.ZodType>(schema: Schema, { parameters }: StatesCall): z.output<Schema> {
    const { success, data, error } = schema.safeParse(parameters);
    if (success) return data;
    const member = error.issues[0]?.path.join(".") ?? "";
    throw new ServiceError(
        "ValidationException",
        `1 validation error detected: Value at '${member}' failed to satisfy constraint: ${error.issues[0]?.message}`,
    );
}
