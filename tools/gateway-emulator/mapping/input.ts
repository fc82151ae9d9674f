import { textOf, unprinted } from "./java-values";
import { atJsonPath } from "./json-path";

/** The parameters of a request by their names, as `$input.params()` has them. */
export interface InputParameters {
    readonly path: Readonly<Record<string, string>>;
    readonly querystring: Readonly<Record<string, string>>;
    readonly header: Readonly<Record<string, string>>;
}

/**
 * The variable `$input` (developer guide, "Variables for data transformations").
 * An empty body is `{}` (recorded: localstack, test_input_body_formatting), and one that is not JSON has no members, which is
 * what localstack does.
 * @param body the payload of the request or, in the template of a response, of the response.
 */
export function inputVariable(body: string, parameters: InputParameters): object {
    const text = body === "" ? "{}" : body;
    let root: { readonly value: unknown } | undefined;
    const path = (expression: unknown) => {
        root ??= { value: parsed(text) };
        return atJsonPath(root.value, textOf(expression) || "$");
    };
    const maps = {
        path: { ...parameters.path },
        querystring: { ...parameters.querystring },
        header: { ...parameters.header },
    };
    return unprinted({
        body: text,
        path,
        // Without a value the result is an empty string in quotes, as in localstack.
        json: (expression: unknown) => JSON.stringify(path(expression) ?? ""),
        params: (name: unknown) => (name === undefined ? maps : parameterOf(parameters, textOf(name))),
    });
}

// Searched in this order, as documented; an absent one is an empty string.
function parameterOf({ path, querystring, header }: InputParameters, name: string): string {
    for (const place of [path, querystring, header]) {
        const value = Object.hasOwn(place, name) ? place[name] : undefined;
        if (value !== undefined) return value;
    }
    return "";
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}
