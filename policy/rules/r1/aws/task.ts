import { parseDocumentText } from "../../../reading/document-text";
import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import type { Plain, Resource } from "../../../reading/resource";
import { isList, isObject, type Path, pathText, type Reading, read } from "../../../reading/value";
import { checkTunnel } from "../opaque/tunnel-image";

/** Definitions of the containers that ECS or Batch runs. */
export const taskTypes: ReadonlySet<string> = new Set([
    "aws:ecs/taskDefinition:TaskDefinition",
    "aws:ecs/daemonTaskDefinition:DaemonTaskDefinition",
    "aws:batch/jobDefinition:JobDefinition",
]);

/** State machines, whose steps may start tasks (docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html). */
export const stateMachineTypes: ReadonlySet<string> = new Set(["aws:sfn/stateMachine:StateMachine"]);

// A state machine uses "AssignPublicIp", and "AssignPublicIp.$" for a value that it looks up at run time.
const assigning = /^assignPublicIp(?:\.\$)?$/i;
const keys = [
    "definition",
    "containerDefinitions",
    "containerProperties",
    "ecsProperties",
    "eksProperties",
    "nodeProperties",
];

/**
 * Checks that no container of a task is a tunnel, and that no job has a public address. In the aws provider,
 * definitions are JSON strings.
 */
export function checkTask(task: Resource): Finding[] {
    return keys.flatMap((key) => {
        const reading = readDocument(task, key);
        if (reading.state === "invalid") return [unknownValueFinding(task, reading)];
        // Images are often unknown, and then so is the whole string.
        return reading.state === "known" ? checkWithin(task, reading.value, [key]).slice(0, 1) : [];
    });
}

function readDocument(task: Resource, key: string): Reading<Plain> {
    const reading = read(task.props, key);
    if (reading.state !== "known" || isObject(reading.value) || isList(reading.value)) return reading;
    const value = typeof reading.value === "string" ? parseDocumentText(reading.value) : undefined;
    return isObject(value) || isList(value)
        ? { ...reading, value }
        : { state: "invalid", path: reading.path, actual: "not JSON" };
}

function checkWithin(task: Resource, value: Plain, path: Path): Finding[] {
    if (isList(value)) return value.flatMap((member, index) => checkWithin(task, member, [...path, index]));
    if (assigning.test(String(path.at(-1))) && value !== "DISABLED") return [assigned(task, pathText(path))];
    if (!isObject(value)) return [];
    return [
        ...checkTunnel(task, value, path),
        ...Object.entries(value).flatMap(([key, own]) => checkWithin(task, own, [...path, key])),
    ];
}

const assigned = (task: Resource, at: string): Finding => ({
    ...finding(task, {
        actual: `${at} assigns public addresses to its jobs`,
        expected: "jobs without public addresses",
        change: `set ${at} to "DISABLED"`,
    }),
    tier: "network",
});
