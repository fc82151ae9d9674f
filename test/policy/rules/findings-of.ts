import assert from "node:assert/strict";
import type { Declared } from "../engine";
import { type PolicyFinding, Program } from "../program";

/** Findings of the policies whose name begins with a prefix, such as `r4-`, in the engine's order. */
export const findingsOf = (prefix: string, resources: readonly Declared[]): PolicyFinding[] =>
    Program.of(resources)
        .findings()
        .filter(({ policy }) => policy.startsWith(prefix));

/** Messages of the policies whose name begins with a prefix. */
export const messagesOf = (prefix: string, resources: readonly Declared[]): string[] =>
    findingsOf(prefix, resources).map(({ message }) => message);

/** The only one of these messages; fails unless there is exactly one. */
export function only(messages: readonly string[]): string {
    assert.equal(messages.length, 1, `${messages.length} messages:\n${messages.join("\n\n")}`);
    return messages[0] ?? "";
}
