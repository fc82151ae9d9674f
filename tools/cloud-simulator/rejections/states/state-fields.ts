import { type Container, type Json, objectsOf, type Problem } from "./definition";

// Measured on AWS: badmintoncryer/cdk-preflight, rules/stepfunctions/pf-sfn-asl-state-fields.
const flow = ["Next", "End"];
const common = ["Type", "Comment", "QueryLanguage"];
const paths = ["InputPath", "OutputPath", "Output", "Assign"];
const handled = ["Retry", "Catch", "ResultSelector", "ResultPath", "Parameters", ...paths, ...flow];
const fields: Readonly<Record<string, readonly string[]>> = {
    Pass: ["Result", "ResultPath", "Parameters", ...paths, ...flow],
    Task: [
        "Resource",
        "Arguments",
        "Credentials",
        "TimeoutSeconds",
        "TimeoutSecondsPath",
        "HeartbeatSeconds",
        "HeartbeatSecondsPath",
        ...handled,
    ],
    Wait: ["Seconds", "Timestamp", "SecondsPath", "TimestampPath", ...paths, ...flow],
    Parallel: ["Arguments", "Branches", ...handled],
    Map: [
        "ItemProcessor",
        "Iterator",
        "ItemsPath",
        "Items",
        "ItemSelector",
        "ItemReader",
        "ItemBatcher",
        "ResultWriter",
        "MaxConcurrency",
        "MaxConcurrencyPath",
        "ToleratedFailurePercentage",
        "ToleratedFailurePercentagePath",
        "ToleratedFailureCount",
        "ToleratedFailureCountPath",
        "Label",
        ...handled,
    ],
    Choice: ["Choices", "Default", ...paths],
    Succeed: ["InputPath", "OutputPath", "Output"],
    Fail: ["Error", "Cause", "ErrorPath", "CausePath"],
};
const types = ["Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map"];

/** States of an unknown type, with fields that their type does not have, or that neither end nor lead on. */
export function fieldProblems(containers: readonly Container[]): Problem[] {
    return statesOf(containers).flatMap(({ state, at }) => {
        const type = String(state.Type ?? "");
        const allowed = fields[type];
        if (allowed === undefined)
            return [failed(`The field 'Type' should have one of these values: [${types.join(", ")}]`, `${at}/Type`)];
        const other = Object.keys(state).filter((field) => !allowed.includes(field) && !common.includes(field));
        return [
            ...other.map((field) => failed(`Field '${field}' is not supported`, at)),
            ...endProblems(state, allowed, at),
        ];
    });
}

/** A name that states of more than one container have: names are unique in the whole machine. */
export function duplicateNames(containers: readonly Container[]): Problem[] {
    const seen = new Set<string>();
    return containers.flatMap(({ states, at }) =>
        Object.keys(states).flatMap((name): Problem[] => {
            if (!seen.has(name)) {
                seen.add(name);
                return [];
            }
            return [
                { code: "DUPLICATE_STATE_NAME", message: `Duplicate State name: ${name}`, at: `${at}/States/${name}` },
            ];
        }),
    );
}

/** The states of all containers, with their paths. */
export function statesOf(containers: readonly Container[]): { readonly state: Json; readonly at: string }[] {
    return containers.flatMap(({ states, at }) =>
        Object.entries(states).map(([name, state]) => ({ state, at: `${at}/States/${name}` })),
    );
}

/** A problem of a form. */
export function failed(message: string, at: string): Problem {
    return { code: "SCHEMA_VALIDATION_FAILED", message, at };
}

// badmintoncryer/cdk-preflight, rules/stepfunctions/pf-sfn-asl-next-end, pf-sfn-asl-retry-catch.
function endProblems(state: Json, allowed: readonly string[], at: string): Problem[] {
    if (!allowed.includes("End")) return [];
    const ends = state.End === true;
    if (ends && state.Next !== undefined)
        return [failed("There should only be one of the following fields: [Next, End]", at)];
    const leadsOn = ends || state.Next !== undefined;
    return [
        ...(leadsOn ? [] : [failed("This object should have only one of the following fields: [Next, End]", at)]),
        ...objectsOf(state.Catch).flatMap(({ Next }, index) =>
            Next === undefined ? [failed("These fields are required: [Next]", `${at}/Catch[${index}]`)] : [],
        ),
    ];
}
