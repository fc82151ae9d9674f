import type { Plain, Resource } from "./resource";
import { describeReading, pathText, type Reading } from "./value";

/** A reason why a resource breaks a rule. */
export interface Finding {
    readonly urn: string;
    /** Three lines: the subject and its actual state, the expected state, the change to make. Contains no body and no secret. */
    readonly message: string;
}

/** The three parts of a message, each a sentence without its full stop. */
export interface Reason {
    /** E.g. `spec.type is "NodePort", which opens a port on every node`. */
    readonly actual: string;
    readonly expected: string;
    readonly change: string;
}

/** Formats a message. */
export function messageOf(subject: string, reason: Reason): string {
    const [actual, expected, change] = [reason.actual, reason.expected, reason.change].map(shortened);
    return `${subject}: ${actual}.\nExpected: ${expected}.\nChange: ${change}.`;
}

/** Creates a finding about a resource. */
export const finding = (resource: Resource, reason: Reason): Finding => ({
    urn: resource.urn,
    message: messageOf(subject(resource), reason),
});

/** Creates a finding for a value that matters and cannot be read, because a missing value is no proof. */
export function unknownValueFinding(resource: Resource, reading: Reading<Plain>, hint?: string): Finding {
    const at = pathText(reading.path);
    const isUnknown = reading.state === "unknown";
    const doubt = reading.state === "invalid" ? "which cannot be read, so" : "so";
    return finding(resource, {
        actual: `${at} is ${describeReading(reading)}, ${doubt} the rule cannot be evaluated`,
        expected: isUnknown ? "a value that is known at preview" : "a value that the rule can read",
        change:
            hint ??
            (isUnknown
                ? `set ${at} from a constant or from configuration, not from another resource's output`
                : `set ${at} to a value in the format that its provider documents`),
    });
}

// Names in a definition can be as long as the definition itself.
const shortened = (text: string): string => (text.length > maxSentence ? `${text.slice(0, maxSentence - 1)}…` : text);

const maxSentence = 600;

/** Names a resource in a message: `Service "pictures-lb"`. */
export const subject = (resource: Resource): string =>
    `${resource.type.slice(resource.type.lastIndexOf(":") + 1)} "${resource.name}"`;
