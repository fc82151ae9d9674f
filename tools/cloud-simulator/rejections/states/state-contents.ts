import { type Container, type Json, nestedIn, objectOf, objectsOf, type Problem } from "./definition";
import { failed, statesOf } from "./state-fields";

// Fields that a request of an integration needs: badmintoncryer/cdk-preflight, rules/stepfunctions/pf-sfn-asl-integration-parameters.
const requests: Readonly<Record<string, readonly string[]>> = {
    "lambda:invoke": ["FunctionName"],
    "sqs:sendMessage": ["QueueUrl", "MessageBody"],
    "sns:publish": ["Message"],
    "dynamodb:putItem": ["TableName", "Item"],
    "dynamodb:getItem": ["TableName", "Key"],
    "states:startExecution": ["StateMachineArn"],
    "events:putEvents": ["Entries"],
};

// Least and greatest values: badmintoncryer/cdk-preflight, rules/stepfunctions/pf-sfn-asl-numeric-ranges.
const ranges: Readonly<Record<string, readonly [number, number]>> = {
    TimeoutSeconds: [1, 99_999_999],
    HeartbeatSeconds: [1, 99_999_999],
    Seconds: [0, 99_999_999],
    MaxConcurrency: [0, Number.POSITIVE_INFINITY],
};
const retryRanges: Readonly<Record<string, readonly [number, number]>> = {
    MaxAttempts: [0, 99_999_999],
    BackoffRate: [1, Number.POSITIVE_INFINITY],
    MaxDelaySeconds: [1, 31_622_400],
};

/** Branches and processors without states, tasks without a resource or its request, and retries and catches that never apply. */
export function contentProblems(containers: readonly Container[]): Problem[] {
    return statesOf(containers).flatMap(({ state, at }) => [
        ...nestedProblems(state, at),
        ...taskProblems(state, at),
        ...["Retry", "Catch"].flatMap((key) => errorProblems(objectsOf(state[key]), `${at}/${key}`)),
        ...rangeProblems(state, ranges, at),
        ...objectsOf(state.Retry).flatMap((retry, index) => rangeProblems(retry, retryRanges, `${at}/Retry[${index}]`)),
        ...(state.Type === "Choice" ? choiceProblems(state, at) : []),
    ]);
}

/** Fields that a machine, a branch or a processor lacks (localstack, tests/aws/services/stepfunctions/v2/test_sfn_api.snapshot.json). */
export function missingParts(owner: Json, at: string): Problem[] {
    const missing = ["StartAt", "States"].filter((key) => owner[key] === undefined);
    return missing.length === 0 ? [] : [failed(`These fields are required: [${missing.join(", ")}]`, at)];
}

function nestedProblems(state: Json, at: string): Problem[] {
    const nested = nestedIn(state, at);
    const isEmpty = state.Type === "Parallel" && Array.isArray(state.Branches) && state.Branches.length === 0;
    const [branches, processor] = [state.Type === "Parallel", state.Type === "Map"];
    return [
        ...(isEmpty ? [failed("Value cannot be empty", `${at}/Branches`)] : []),
        ...(branches && state.Branches === undefined ? [failed("These fields are required: [Branches]", at)] : []),
        ...(processor && nested.length === 0 ? [failed("These fields are required: [ItemProcessor]", at)] : []),
        ...nested.flatMap(({ owner, at: path }) => missingParts(owner, path)),
    ];
}

function taskProblems({ Type, Resource, Parameters, QueryLanguage }: Json, at: string): Problem[] {
    if (Type !== "Task") return [];
    if (Resource === undefined) return [failed("These fields are required: [Resource]", at)];
    const resource = String(Resource);
    if (!resource.startsWith("arn:")) return [failed("Value is not a valid resource ARN", `${at}/Resource`)];
    const integration = /^arn:[^:]+:states:[^:]*:[^:]*:([\w-]+:\w+)(\.|$)/.exec(resource)?.[1] ?? "";
    const needed = requests[integration];
    if (needed === undefined || QueryLanguage === "JSONata") return [];
    if (Parameters === undefined) return [failed(`Parameters field is required for resource ARN: ${resource}`, at)];
    const given = objectOf(Parameters);
    return needed
        .filter((key) => given[key] === undefined && given[`${key}.$`] === undefined)
        .map((key) => failed(`The field '${key}' is required but was missing`, `${at}/Parameters`));
}

// badmintoncryer/cdk-preflight, rules/stepfunctions/pf-sfn-asl-retry-catch.
function errorProblems(entries: readonly Json[], at: string): Problem[] {
    return entries.flatMap(({ ErrorEquals, JitterStrategy = "FULL" }, index) => {
        const path = `${at}[${index}]`;
        const jitter = ["NONE", "FULL"].includes(String(JitterStrategy))
            ? []
            : [failed("Value should be one of the following: [NONE, FULL]", `${path}/JitterStrategy`)];
        if (!Array.isArray(ErrorEquals)) return [failed("These fields are required: [ErrorEquals]", path), ...jitter];
        if (ErrorEquals.length === 0) return [failed("Value cannot be empty", `${path}/ErrorEquals`), ...jitter];
        const isCovered = ErrorEquals.includes("States.ALL") && (ErrorEquals.length > 1 || index < entries.length - 1);
        return isCovered
            ? [failed("States.ALL must appear alone and at end of list", `${path}/ErrorEquals`), ...jitter]
            : jitter;
    });
}

function rangeProblems(owner: Json, limits: typeof ranges, at: string): Problem[] {
    return Object.entries(limits).flatMap(([key, [least, most]]) => {
        const value = owner[key];
        if (typeof value !== "number" || (value >= least && value <= most)) return [];
        const words = value < least ? `Minimum value is ${least}` : `Maximum value is ${most}`;
        return [failed(words, `${at}/${key}`)];
    });
}

function choiceProblems({ Choices }: Json, at: string): Problem[] {
    if (!Array.isArray(Choices)) return [failed("These fields are required: [Choices]", at)];
    if (Choices.length === 0) return [failed("Value cannot be empty", `${at}/Choices`)];
    return objectsOf(Choices).flatMap(({ Next }, index) =>
        Next === undefined ? [failed("These fields are required: [Next]", `${at}/Choices[${index}]`)] : [],
    );
}
