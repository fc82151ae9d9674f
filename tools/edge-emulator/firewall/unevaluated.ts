import type { Statement, WebAcl } from "../state/web-acl";
import { managedGroups } from "./managed-rules";

/** The parts of a web ACL that the emulator does not evaluate, each once: such a rule matches no request. */
export function unevaluated({ rules }: WebAcl): string[] {
    const parts = rules.flatMap(({ name, statement }) =>
        unknownParts(statement).map((part) => (statement.kind === "managed" ? part : `${part} of rule "${name}"`)),
    );
    return [...new Set(parts)];
}

function unknownParts(statement: Statement): string[] {
    switch (statement.kind) {
        case "and":
        case "or":
            return statement.statements.flatMap(unknownParts);
        case "not":
            return unknownParts(statement.statement);
        case "rate":
            return statement.scope ? unknownParts(statement.scope) : [];
        case "managed": {
            const isKnown = Object.hasOwn(managedGroups, statement.group);
            const part = isKnown ? `most of ${statement.group}` : statement.group;
            return [part, ...(statement.scope ? unknownParts(statement.scope) : [])];
        }
        case "unknown":
            return [statement.name];
        case "bytes":
        case "regex":
        case "size":
            return statement.field.kind === "unknown" ? ["an unknown part of the request"] : [];
        default:
            return [];
    }
}

/** Whether the emulator can tell if a request matches; a rule of which it cannot is left out as a whole, because a negation would match everything. */
export function isEvaluated(statement: Statement): boolean {
    return statement.kind === "managed" || unknownParts(statement).length === 0;
}
