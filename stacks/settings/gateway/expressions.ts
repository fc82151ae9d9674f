import { hasVariable, headerVariables, secretHeader, secretVariable } from "../../../openapi/context-variables";
import { isExpression } from "../../../openapi/derive/gateway-responses";
import { suggestion } from "../../../openapi/issues";

/**
 * The problem of a variable of `$context`.
 * @param name without the prefix, such as `identity.sourceIp`.
 * @returns the form wanted; undefined for a variable that is in the list and has no secret.
 */
export function variableProblem(name: string, known: readonly string[]): string | undefined {
    if (!hasVariable(known, name)) {
        const similar = suggestion(
            `$context.${name}`,
            known.map((each) => `$context.${each}`),
        );
        return `a variable that API Gateway documents, as it has no "$context.${name}" here${similar}`;
    }
    return secretVariable(name);
}

/**
 * The problem of a reference without its dollar sign, such as `method.request.header.Origin`.
 * @param variables the variables of `$context` that are known in its place.
 */
export function referenceProblem(reference: string, variables: readonly string[]): string | undefined {
    const [, context] = /^context\.(.+)$/.exec(reference) ?? [];
    if (context !== undefined) return variableProblem(context, variables);
    if (/^stageVariables\.\w+$/.test(reference)) return undefined;
    const [, place, name] = /^method\.request\.(header|path|querystring)\.([\w.:$-]+)$/.exec(reference) ?? [];
    if (name === undefined)
        return "context.<variable>, stageVariables.<name>, or method.request.header.<name> (or path, or querystring)";
    return place === "header" ? secretHeader(name) : undefined;
}

/** The form of a header's value: what a reader is told to write. */
export const headerValueForm =
    "a constant, or an expression such as context.requestId, method.request.header.Origin or stageVariables.name";

/** The problem of the value of a header. */
export function headerValueProblem(value: string): string | undefined {
    if (isExpression(value)) return referenceProblem(value, headerVariables);
    if (value.startsWith("$")) return `"${value.slice(1)}", as expressions of headers have no $`;
    if (/^'.*'$/.test(value)) return `"${value.slice(1, -1)}", as single quotes are added to constants`;
    return /^[\x20-\x26\x28-\x7e]+$/.test(value) ? undefined : "a constant of printable ASCII without single quotes";
}
