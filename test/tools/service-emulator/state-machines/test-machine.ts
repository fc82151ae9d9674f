import type { Caller } from "../../../../tools/service-emulator/caller";
import type { FunctionResult } from "../../../../tools/service-emulator/function-result";
import { StateMachine } from "../../../../tools/service-emulator/state-machines/state-machine";
import type { TaskTargets } from "../../../../tools/service-emulator/state-machines/task-targets";
import { TestCaller } from "../local-services";
import { MovingClock } from "../moving-clock";

export const filterArn = "arn:aws:lambda:us-east-1:123456789012:function:photos-filter";
export const finishArn = "arn:aws:lambda:us-east-1:123456789012:function:photos-finish";
export const queueArn = "arn:aws:sqs:us-east-1:123456789012:photos-dead";
export const machineArn = "arn:aws:states:us-east-1:123456789012:stateMachine:photos-filters";

/** The result of a function that succeeds. */
export function payload(value: unknown): FunctionResult {
    return { kind: "payload", payload: JSON.stringify(value) };
}

/** The result of a function that throws. */
export function failed(errorType: string, errorMessage = "it failed"): FunctionResult {
    return { kind: "function error", reason: errorMessage, payload: JSON.stringify({ errorType, errorMessage }) };
}

/** Targets that record what they get; the functions do what the test says. */
export class TestTargets implements TaskTargets {
    readonly calls: { readonly functionArn: string; readonly event: unknown; readonly signal: AbortSignal }[] = [];
    readonly messages: { readonly queueArn: string; readonly body: string }[] = [];
    readonly publications: { readonly topicArn: string; readonly message: string }[] = [];

    constructor(
        private readonly run: (event: unknown, functionArn: string) => Promise<FunctionResult> | FunctionResult,
    ) {}

    invokeFunction = async (functionArn: string, event: unknown, signal: AbortSignal): Promise<FunctionResult> => {
        this.calls.push({ functionArn, event, signal });
        return this.run(event, functionArn);
    };

    sendMessage: TaskTargets["sendMessage"] = async (arn, { body }) => {
        this.messages.push({ queueArn: arn, body });
        return { messageId: "m-1", md5OfBody: "digest" };
    };

    publish: TaskTargets["publish"] = async (topicArn, { message }) => {
        this.publications.push({ topicArn, message });
        return "n-1";
    };
}

/** A machine, its clock, and its definition from an object. */
export function machineOf(
    definition: object,
    {
        targets = new TestTargets((event) => payload(event)),
        clock = new MovingClock(),
        random = () => 0.5,
        role = new TestCaller(),
        type = "STANDARD",
    }: {
        targets?: TaskTargets;
        clock?: MovingClock;
        random?: () => number;
        role?: Caller;
        type?: "STANDARD" | "EXPRESS";
    } = {},
): StateMachine {
    let ids = 0;
    const newId = () => `00000000-0000-4000-8000-${String(++ids).padStart(12, "0")}`;
    const roleArn = "arn:aws:iam::123456789012:role/photos-filters";
    const settings = { name: "photos-filters", arn: machineArn, roleArn, type, role };
    return new StateMachine({ ...settings, definition: JSON.stringify(definition) }, { targets, clock, random, newId });
}

/** Runs a machine of one or more states to its end, and returns its output. */
export async function outputOf(states: object, input: unknown, startAt = "A"): Promise<unknown> {
    const execution = machineOf({ StartAt: startAt, States: states }).start(JSON.stringify(input));
    await execution.ended;
    if (execution.output === undefined) throw new Error(`${execution.error?.error}: ${execution.error?.errorCause}`);
    return JSON.parse(execution.output);
}
