import { methods, type OpenApiDocument, type Operation } from "../document";
import { pathProblem, siblingClashes } from "../paths";
import { DocumentError, type Problem, renderProblem } from "../problem";
import { OpenApiNode } from "./node";
import { readOperation } from "./operation";
import { readSchema } from "./schema";
import { readYaml } from "./yaml";

const rootKeys = ["openapi", "info", "servers", "paths", "components", "security", "tags", "externalDocs"];
const itemKeys = ["summary", "description", "servers", "parameters"];

/** Reads an OpenAPI 3.0 document from YAML or JSON; throws a DocumentError with all its faults, each with its line. */
export function parseDocument(fileName: string, yamlText: string): OpenApiDocument {
    const yaml = readYaml(yamlText);
    if (yaml.errors.length > 0) {
        throw new DocumentError(
            yaml.errors.map(({ line, message }) => `"${fileName}" line ${line}: got ${message}, want YAML`),
        );
    }
    const problems: Problem[] = [];
    const document = readRoot(fileName, OpenApiNode.root(yaml.value, problems));
    if (problems.length === 0) return document;
    const lines = problems.map((problem) => renderProblem(fileName, problem, yaml.lineOf(problem.at)));
    // A faulty component is found once for each of its uses; one line for it is enough.
    throw new DocumentError([...new Set(lines)]);
}

function readRoot(fileName: string, root: OpenApiNode): OpenApiDocument {
    const known = isKnownVersion(root);
    if (known) root.onlyKeys(rootKeys);
    const info = root.child("info");
    const description = info.child("description").text();
    return {
        fileName,
        title: known ? info.child("title").requiredText() : "",
        version: known ? info.child("version").requiredText() : "",
        ...(description === undefined ? {} : { description }),
        operations: known ? readOperations(root) : [],
        schemas: known ? readSchemas(root.child("components").child("schemas")) : {},
    };
}

// A document of another version is another language: its faults would only hide this one.
function isKnownVersion(root: OpenApiNode): boolean {
    const version = root.child("openapi");
    const swagger = root.child("swagger");
    if (typeof version.value === "string" && /^3\.0\.[0-9]+$/.test(version.value)) return true;
    const found = swagger.present && !version.present ? swagger : version;
    found.problem("OpenAPI 3.0, such as openapi: 3.0.3");
    return false;
}

function readOperations(root: OpenApiNode): Operation[] {
    const paths = root
        .child("paths")
        .entries()
        .filter(([path]) => !path.startsWith("x-"));
    const operations = paths.flatMap(([path, item]) => readPathItem(root, path, item));
    if (operations.length === 0) root.child("paths").problem("at least one operation", "no operation");
    const named = operations.filter((operation) => operation.operationId !== undefined);
    for (const operation of named) {
        const first = named.find((other) => other.operationId === operation.operationId);
        if (first === operation || first === undefined) continue;
        const node = root.child("paths").child(operation.path).child(operation.method).child("operationId");
        node.problem(`another id than ${first.method} ${first.path} has`);
    }
    for (const clash of siblingClashes(paths.map(([path, item]) => ({ path, owner: item })))) {
        clash.owner.problem(
            `"${clash.other}" as in "${clash.otherPath}", as AWS takes one name there`,
            `"${clash.variable}"`,
        );
    }
    return operations.sort((a, b) => order(`${a.path} ${a.method}`, `${b.path} ${b.method}`));
}

function readPathItem(root: OpenApiNode, path: string, item: OpenApiNode): Operation[] {
    const problem = pathProblem(path);
    if (problem !== undefined) item.problem(problem.want, problem.got);
    item.onlyKeys([...itemKeys, ...methods]);
    return methods
        .filter((method) => item.child(method).present)
        .map((method) => readOperation(root, item, path, method));
}

function readSchemas(schemas: OpenApiNode): OpenApiDocument["schemas"] {
    const names = new Map<string, string>();
    return Object.fromEntries(
        schemas.entries().map(([name, node]) => {
            const model = name.replaceAll(/[^A-Za-z0-9]/g, "");
            const other = names.get(model);
            if (other !== undefined)
                node.problem(`a name that differs from "${other}" in letters or digits`, `"${name}"`);
            names.set(model, name);
            return [name, readSchema(node)];
        }),
    );
}

function order(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}
