import type { PublishedApi } from "../document";
import { maxResources, mountedPath, resourceCount, siblingClashes } from "../paths";
import { DocumentError, type FileMessage, type Problem, problemMessage } from "../problem";
import { camelCase } from "../stage-variables";
import { functionPathProblems } from "./function-paths";
import { operationId } from "./operation";
import { modelName } from "./schema";

const nameForm = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const basePathForm = /^(\/|(\/[A-Za-z0-9_.,:-]+)+)$/;

/** Throws a DocumentError with all reasons why the APIs cannot be published together, if there is any. */
export function rejectClashes(apis: readonly PublishedApi[]): void {
    const problems = [
        ...(apis.length === 0 ? [{ fileName: "app", message: "got no API, want at least one" }] : []),
        ...apis.flatMap(formProblems),
        ...duplicates(apis, "name", stageVariableClaims),
        ...duplicates(apis, "paths", pathClaims),
        ...duplicates(apis, "components.schemas", modelClaims),
        ...duplicates(apis, "operationId", operationIdClaims),
        ...siblingProblems(apis),
        ...resourceProblems(apis),
        ...apis.flatMap(functionPathProblems),
    ];
    if (problems.length > 0) throw new DocumentError(problems);
}

/** A name that must be unique in the gateway: the name there, and the one in the document that it comes from. */
interface Claim {
    readonly key: string;
    readonly label: string;
}

function formProblems({ name, basePath, document }: PublishedApi): FileMessage[] {
    const problems: FileMessage[] = [];
    if (!nameForm.test(name)) {
        const want = 'lower-case letters, digits and single hyphens, such as "order-lines"';
        problems.push(problemIn(document.fileName, { at: ["name"], got: `"${name}"`, want }));
    }
    if (!basePathForm.test(basePath)) {
        const want = '"/", or a path without variables such as "/pictures"';
        problems.push(problemIn(document.fileName, { at: ["basePath"], got: `"${basePath}"`, want }));
    }
    return problems;
}

function duplicates(apis: readonly PublishedApi[], at: string, claims: (api: PublishedApi) => Claim[]): FileMessage[] {
    const owners = new Map<string, PublishedApi>();
    const problems: FileMessage[] = [];
    for (const api of apis) {
        for (const { key, label } of claims(api)) {
            const owner = owners.get(key);
            if (owner === undefined) owners.set(key, api);
            else problems.push(problemIn(api.document.fileName, clash(at, label, key, owner)));
        }
    }
    return problems;
}

function problemIn(fileName: string, problem: Problem): FileMessage {
    return { fileName, message: problemMessage(problem) };
}

function clash(at: string, label: string, key: string, owner: PublishedApi) {
    return {
        at: [at],
        got: `"${label}"`,
        want: `a name other than that of API "${owner.name}", as both become "${key}"`,
    };
}

function stageVariableClaims({ name }: PublishedApi): Claim[] {
    return [{ key: camelCase(name), label: name }];
}

function pathClaims({ basePath, document }: PublishedApi): Claim[] {
    return document.operations.map(({ method, path }) => ({
        key: `${method} ${mountedPath(basePath, path)}`,
        label: `${method} ${path}`,
    }));
}

function modelClaims({ name, document }: PublishedApi): Claim[] {
    return Object.keys(document.schemas).map((schema) => ({ key: modelName(name, schema), label: schema }));
}

function operationIdClaims({ name, document }: PublishedApi): Claim[] {
    return document.operations.flatMap((operation) => {
        if (operation.operationId === undefined) return [];
        return [{ key: operationId(name, operation.operationId), label: operation.operationId }];
    });
}

function siblingProblems(apis: readonly PublishedApi[]): FileMessage[] {
    const paths = apis.flatMap((api) =>
        [...new Set(api.document.operations.map((operation) => operation.path))].map((path) => ({
            path: mountedPath(api.basePath, path),
            owner: { fileName: api.document.fileName, path },
        })),
    );
    return siblingClashes(paths).map(({ owner, got, want }) =>
        problemIn(owner.fileName, { at: ["paths", owner.path], got, want }),
    );
}

// Base paths are resources too.
function resourceProblems(apis: readonly PublishedApi[]): FileMessage[] {
    const pathsOf = ({ basePath, document }: PublishedApi) =>
        document.operations.map(({ path }) => mountedPath(basePath, path));
    const count = resourceCount(apis.flatMap(pathsOf));
    if (count <= maxResources) return [];
    const quota = `at most ${maxResources}, the quota of a REST API`;
    const tooLarge = apis.flatMap(({ document: { fileName, operations } }) => {
        const own = resourceCount(operations.map(({ path }) => path));
        const want = `${quota}: split the document by its paths over several stacks, or drop paths by an overlay`;
        return own > maxResources ? [problemIn(fileName, { at: ["paths"], got: `${own} resources`, want })] : [];
    });
    if (tooLarge.length > 0) return tooLarge;
    const shares = apis.map((api) => `${api.name} ${resourceCount(pathsOf(api))}`).join(", ");
    const want = `${quota}: publish some of the APIs in another stack`;
    return [{ fileName: "app", message: `got ${count} resources (${shares}), want ${want}` }];
}
