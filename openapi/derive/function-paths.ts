import type { Operation, PublishedApi } from "../document";
import { integrationKey } from "../operation-integration";
import { type FileMessage, problemMessage } from "../problem";

/**
 * The beginning of the paths at the gateway that the Lambda Web Adapter removes, so that a function sees the paths of its
 * document: `/quotes/` turns `/quotes/1` into `/1`, as the adapter adds a missing slash.
 *
 * The adapter removes the text as often as a path begins with it (awslabs/aws-lambda-web-adapter, src/lib.rs,
 * `trim_start_matches`), also out of `/quotes/quotes-of-today`. With its last slash the text cannot occur twice, but then a
 * path that is nothing but the base path keeps it: an API with an operation at `/` needs it without the slash.
 */
export function removedPrefix({ basePath, document }: Pick<PublishedApi, "basePath" | "document">): string {
    return hasRoot(document) ? basePath : `${basePath}/`;
}

/**
 * The operations of an API that a function could not serve under the path that its document has.
 * @returns none for an API that is not served by a function.
 */
export function functionPathProblems(api: PublishedApi): FileMessage[] {
    const { basePath, document, functionName } = api;
    if (functionName === undefined) return [];
    return servedOperations(api).flatMap(({ path, backendPath, method, source }) => {
        const problem = (got: string, want: string) => [
            { ...source, message: problemMessage({ at: ["paths", path, method], got, want }) },
        ];
        if (backendPath !== path) {
            const want = `the path of the gateway, "${path}": a server with a path, or a slash at the end, does not reach a function`;
            return problem(`the path "${backendPath}" at the backend`, want);
        }
        const isCut = hasRoot(document) && path.startsWith(basePath);
        if (!isCut) return [];
        const want = `a path that does not begin with "${basePath}", which the Lambda Web Adapter removes from every path, or no operation at "/"`;
        return problem(`"${path}"`, want);
    });
}

/**
 * The path variables of an API that is served by a function which lose a part of some values: with an operation at `/` the adapter
 * removes the base path also out of `/quotes/quotes-of-today`. Numbers and booleans cannot begin with it, nor can values of a
 * pattern with another first character.
 * @returns one message for each path, at its first operation.
 */
export function cutVariables(api: PublishedApi): FileMessage[] {
    const { basePath, document, functionName } = api;
    if (functionName === undefined || !hasRoot(document)) return [];
    const text = basePath.slice(1);
    const messages = servedOperations(api).flatMap(({ path, parameters, source }) => {
        const [, name] = /^\/\{([^}+]+)\+?\}/.exec(path) ?? [];
        const { schema } = parameters.find((own) => own.in === "path" && own.name === name) ?? {};
        if (schema === undefined || !canBeginWith(schema, text)) return [];
        const message =
            `paths.${path}: a value of {${name}} that begins with "${text}" reaches the function without this beginning, because the Lambda ` +
            `Web Adapter removes "${basePath}" as often as a path begins with it. Without an operation at "/" it does not, ` +
            `and a schema whose pattern excludes such values, such as ^[0-9]+$, ends this warning`;
        return [[path, { ...source, message }] as const];
    });
    // The first of each path is the one that remains.
    return [...new Map(messages.reverse()).values()].reverse();
}

// Whether values of a path variable may begin with the text. Only the first character of a pattern is compared.
function canBeginWith(
    { type, pattern }: NonNullable<Operation["parameters"][number]["schema"]>,
    text: string,
): boolean {
    if (/^(integer|number|boolean)$/.test(String(type))) return false;
    const [, first] = /^\^(\[\^?[^\]\\[]+\]|\\d|\w)(?![?*|]|\{0?,|\{0\})[^|]*$/.exec(String(pattern)) ?? [];
    return first === undefined || new RegExp(`^${first}`).test(text);
}

// Those that its server answers.
function servedOperations({ document, integrations = {} }: PublishedApi): Operation[] {
    return document.operations.filter((operation) => integrations[integrationKey(operation)] === undefined);
}

function hasRoot(document: PublishedApi["document"]): boolean {
    return document.operations.some(({ path }) => path === "/");
}
