import { z } from "zod";
import { readCondition } from "./choice-rule";
import { readPath, readReferencePath } from "./paths";
import { readTemplate } from "./payload-template";
import { DefinitionError } from "./states-error";
import { readTaskResource } from "./task-resource";

/** The states of a machine, a branch or an iteration. */
export interface Workflow {
    readonly StartAt: string;
    readonly States: Readonly<Record<string, State>>;
    readonly TimeoutSeconds?: number | undefined;
}

// A value that a function reads; its DefinitionError becomes an issue with the place.
function readBy<Value, Read>(schema: z.ZodType<Value>, read: (value: Value) => Read) {
    return schema.transform((value, context): Read => {
        try {
            return read(value);
        } catch (error) {
            if (!(error instanceof DefinitionError)) throw error;
            context.addIssue({ code: "custom", message: error.message });
            return z.NEVER;
        }
    });
}

const path = readBy(z.string(), readPath);
const template = readBy(z.unknown(), readTemplate);
const seconds = z.number().int().min(0).max(99_999_999);
const errors = z.array(z.string()).min(1);
const resultPath = readBy(z.string().nullable(), (text) => (text === null ? null : readReferencePath(text)));

// Of every state but Fail. `null` as a path means an empty object.
const common = { Comment: z.string().optional(), QueryLanguage: z.literal("JSONPath").optional() };
const paths = { ...common, InputPath: path.nullable().optional(), OutputPath: path.nullable().optional() };
const following = { Next: z.string().optional(), End: z.boolean().optional() };
const retrier = z.strictObject({
    Comment: z.string().optional(),
    ErrorEquals: errors,
    IntervalSeconds: seconds.min(1).default(1),
    MaxAttempts: seconds.default(3),
    BackoffRate: z.number().min(1).default(2),
    MaxDelaySeconds: z.number().int().min(1).max(31_622_400).optional(),
    JitterStrategy: z.enum(["NONE", "FULL"]).default("NONE"),
});
const catcher = z.strictObject({
    Comment: z.string().optional(),
    ErrorEquals: errors,
    Next: z.string(),
    ResultPath: resultPath.default([]),
});
const results = { ResultSelector: template.optional(), ResultPath: resultPath.default([]) };
const handling = {
    ...paths,
    ...following,
    ...results,
    Retry: z.array(retrier).default([]),
    Catch: z.array(catcher).default([]),
};
const workflow: z.ZodType<Workflow> = z.lazy(() => branch);
const processor: z.ZodType<Workflow> = z.lazy(() => inlineProcessor);

const state = z.discriminatedUnion("Type", [
    z.strictObject({
        Type: z.literal("Task"),
        ...handling,
        Resource: readBy(z.string(), readTaskResource),
        Parameters: template.optional(),
        TimeoutSeconds: seconds.min(1).optional(),
    }),
    z.strictObject({
        Type: z.literal("Map"),
        ...handling,
        ItemsPath: path.optional(),
        ItemSelector: template.optional(),
        MaxConcurrency: z.number().int().min(0).default(0),
        ItemProcessor: processor,
    }),
    z.strictObject({
        Type: z.literal("Parallel"),
        ...handling,
        Parameters: template.optional(),
        Branches: z.array(workflow).min(1),
    }),
    z.strictObject({
        Type: z.literal("Pass"),
        ...paths,
        ...following,
        Parameters: template.optional(),
        Result: z.unknown().optional(),
        ResultPath: resultPath.default([]),
    }),
    z.strictObject({
        Type: z.literal("Wait"),
        ...paths,
        ...following,
        Seconds: seconds.optional(),
        SecondsPath: path.optional(),
        Timestamp: z.iso.datetime({ offset: true }).optional(),
        TimestampPath: path.optional(),
    }),
    z.strictObject({
        Type: z.literal("Choice"),
        ...paths,
        Default: z.string().optional(),
        Choices: z
            .array(
                readBy(
                    z.looseObject({ Next: z.string(), Comment: z.string().optional() }),
                    ({ Next, Comment: _comment, ...rule }) => ({ Next, applies: readCondition(rule) }),
                ),
            )
            .min(1),
    }),
    z.strictObject({ Type: z.literal("Succeed"), ...paths }),
    z.strictObject({
        Type: z.literal("Fail"),
        ...common,
        Error: z.string().optional(),
        Cause: z.string().optional(),
        ErrorPath: path.optional(),
        CausePath: path.optional(),
    }),
]);

/** A state whose paths, templates and rules are read. */
export type State = z.output<typeof state>;

/** A state that can fail and be attempted again. */
export type HandledState = Extract<State, { readonly Retry: unknown }>;

const branch = z.strictObject({
    Comment: z.string().optional(),
    StartAt: z.string(),
    States: z.record(z.string(), state),
});

const inlineProcessor = branch.extend({
    ProcessorConfig: z.strictObject({ Mode: z.literal("INLINE") }).optional(),
});

const machine = z.strictObject({
    Comment: z.string().optional(),
    Version: z.literal("1.0").optional(),
    QueryLanguage: z.literal("JSONPath").optional(),
    StartAt: z.string(),
    TimeoutSeconds: seconds.min(1).optional(),
    States: z.record(z.string(), state),
});

/**
 * Reads the definition of a state machine in the Amazon States Language.
 * @throws {DefinitionError} that names each place with something unknown or invalid: nothing is skipped.
 */
export function readDefinition(text: string): Workflow {
    const { success, data, error } = machine.safeParse(JSON.parse(text));
    if (success) return data;
    const problems = error.issues.map((issue) => `${issue.path.join(".") || "definition"}: ${issue.message}`);
    throw new DefinitionError(problems.join("\n"));
}
