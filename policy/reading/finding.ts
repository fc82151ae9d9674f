import type { Plain, Resource } from "./resource";
import { found, pathText, type Reading } from "./value";

/** One reason why a resource breaks a rule. */
export interface Finding {
    readonly urn: string;
    /** At most three lines: subject and what was found, what is wanted, what to change. Holds no body and no secret. */
    readonly message: string;
}

/** The three parts of a message, each a sentence without its full stop. */
export interface Reason {
    /** What was found, e.g. `spec.type is "NodePort", which opens a port on every node`. */
    readonly found: string;
    readonly expected: string;
    readonly change: string;
}

/** Writes a finding about a resource. */
export function finding(resource: Resource, reason: Reason): Finding {
    const [found, expected, change] = [reason.found, reason.expected, reason.change].map(shortened);
    return { urn: resource.urn, message: `${subject(resource)}: ${found}.\nWanted: ${expected}.\nChange: ${change}.` };
}

/** A finding for a value that decides and cannot be read: nobody may take silence for a proof. */
export function unknownValueFinding(resource: Resource, reading: Reading<Plain>, hint?: string): Finding {
    const at = pathText(reading.path);
    const isUnknown = reading.state === "unknown";
    const doubt = reading.state === "invalid" ? "which cannot be read, so" : "so";
    return finding(resource, {
        found: `${at} is ${found(reading)}, ${doubt} the rule cannot be decided`,
        expected: isUnknown ? "a value that is known before anything is created" : "a value that the rule can read",
        change:
            hint ??
            (isUnknown
                ? `set ${at} from a constant or from configuration, not from another resource's output`
                : `set ${at} to a value of the form that its provider documents`),
    });
}

// What a definition names can be as long as the definition.
const shortened = (text: string): string => (text.length > maxSentence ? `${text.slice(0, maxSentence - 1)}…` : text);

const maxSentence = 600;

/** Names a resource in a message: `Service "pictures-lb"`. */
export const subject = (resource: Resource): string =>
    `${resource.type.slice(resource.type.lastIndexOf(":") + 1)} "${resource.name}"`;
