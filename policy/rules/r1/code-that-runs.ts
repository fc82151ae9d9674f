import { type Finding, ofTier, undecidedFinding } from "../../reading/finding";
import type { Resource } from "../../reading/resource";
import { knownValue, readString } from "../../reading/value";

const commandTypes: ReadonlySet<string> = new Set([
    "command:local:Command",
    "command:remote:Command",
    "command:local:run",
]);

// pulumi-nodejs:dynamic:Resource, pulumi-nodejs:dynamic/module:Type, pulumi-python:dynamic:Resource
const dynamicType = /^pulumi-(nodejs|python):dynamic[:/]/;

/** Whether a type is a resource whose effects depend on its code. */
export const isCommand = (type: string): boolean => commandTypes.has(type) || dynamicType.test(type);

/**
 * Reports that a resource runs code, whose effects no policy can see. The code itself is not read: what a script does
 * cannot be told from its words.
 */
export function checkCommand(command: Resource): Finding[] {
    const program = programOf(command);
    const runs = dynamicType.test(command.type) ? "the code of a dynamic provider" : (program ?? "a command");
    return ofTier("strict", [
        undecidedFinding(command, {
            actual: `it runs ${runs}, and no policy sees what that creates or changes`,
            decidedBy: "a review of the code that it runs",
            change: "declare what it creates as resources of the program, or waive it after the review",
        }),
    ]);
}

// Only the program: arguments and variables may hold secrets.
function programOf({ props }: Resource): string | undefined {
    const texts = [readString(props, "interpreter", 0), ...scripts.map((key) => readString(props, key))];
    const text = texts.map((reading) => knownValue(reading)).find((found) => found !== undefined);
    const program = /^\s*(?:[\w.-]*\/)*([a-z][\w.-]{0,19})(?=\s|$)/i.exec(text ?? "")?.[1];
    return program === undefined ? undefined : `"${program}"`;
}

const scripts = ["create", "update", "delete", "command"];
