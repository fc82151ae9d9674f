import { adviceOf } from "./component";
import type { Plain, Resource } from "./resource";
import { describeReading, pathText, type Reading } from "./value";

/** How certain a finding is; contract/tiers.ts says what each tier covers. */
export type Tier = "gateway" | "network" | "strict" | "review";

/** A reason why a resource breaks a rule. */
export interface Finding {
    readonly urn: string;
    /** Three lines: the subject and its actual state, the expected state, the change to make. Contains no body and no secret. */
    readonly message: string;
    /** Tier of the policy that reports it. Default: `gateway`. */
    readonly tier?: Tier;
    /**
     * The value that decides whether the rule is broken; absent for a finding that is decided. Findings with the same cause
     * are reported once.
     */
    readonly undecided?: Cause;
}

/** The value that decides an undecided finding. */
export interface Cause {
    /** Resource whose value is not known. */
    readonly urn: string;
    /** Property or part of it that would decide. */
    readonly what: string;
    /** Whether nothing suggests a breach, so that no one is warned and only the update looks at the value. */
    readonly quiet?: true;
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

/** Creates a finding about a resource; for a child of a component, the change is one of the component's arguments. */
export const finding = (resource: Resource, reason: Reason): Finding => ({
    urn: resource.urn,
    message: messageOf(subject(resource), { ...reason, change: changeFor(resource, reason.change) }),
});

const changeFor = (resource: Resource, change: string): string =>
    resource.component ? adviceOf(resource.component, resource, change) : change;

/** An undecided finding: why, the value that decides it, and how to decide it at preview. */
export interface Doubt {
    readonly actual: string;
    /** The value that decides it, e.g. `the value of body`; without a full stop. */
    readonly decidedBy: string;
    readonly change: string;
}

/** Creates an undecided finding: a warning at preview, and a violation in the preset `strict`. */
export const undecidedFinding = (resource: Resource, { actual, decidedBy, change }: Doubt, of = resource): Finding => ({
    urn: resource.urn,
    message: [
        `${subject(resource)}: ${shortened(actual)}; the rule is undecided.`,
        `Decided by: ${shortened(decidedBy)}.`,
        `Change: ${shortened(changeFor(resource, change))}.`,
    ].join("\n"),
    undecided: { urn: of.urn, what: decidedBy },
});

/** Makes undecided findings quiet: nothing suggests a breach, but the update has to look at the value. */
export const quietly = (findings: readonly Finding[]): Finding[] =>
    findings.map((one) => (one.undecided ? { ...one, undecided: { ...one.undecided, quiet: true } } : one));

/** Moves findings to another tier. */
export const ofTier = (tier: Tier, findings: readonly Finding[]): Finding[] =>
    findings.map((one) => ({ ...one, tier }));

/**
 * Creates a finding for a value that matters and cannot be read: undecided while it is not known, and a violation if it
 * is of another form than its provider documents.
 * @param of the resource that has the value. Default: the one that the finding is about.
 */
export function unknownValueFinding(
    resource: Resource,
    reading: Reading<Plain>,
    hint?: string,
    of = resource,
): Finding {
    const at = pathText(reading.path);
    if (reading.state === "unknown") {
        const doubt = {
            actual: `${at} is not known at preview`,
            decidedBy: `the value of ${at}, which pulumi up checks before it creates the resource`,
            change: hint ?? `to decide it at preview, set ${at} from a constant or from configuration`,
        };
        return undecidedFinding(resource, doubt, of);
    }
    const doubt = reading.state === "invalid" ? "which cannot be read, so" : "so";
    return finding(resource, {
        actual: `${at} is ${describeReading(reading)}, ${doubt} the rule cannot be evaluated`,
        expected: "a value that the rule can read",
        change: hint ?? `set ${at} to a value in the format that its provider documents`,
    });
}

// Names in a definition can be as long as the definition itself.
const shortened = (text: string): string => (text.length > maxSentence ? `${text.slice(0, maxSentence - 1)}…` : text);

const maxSentence = 600;

/** Names a resource in a message: `Service "pictures-lb"`, or `LoadBalancer "web" in awsx:lb:NetworkLoadBalancer "web"`. */
export function subject({ type, name, component }: Resource): string {
    const own = `${type.slice(type.lastIndexOf(":") + 1)} "${name}"`;
    return component ? `${own} in ${component.type} "${component.name}"` : own;
}
