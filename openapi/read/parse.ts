import { z } from "zod";
import { methods, type OpenApiDocument, type Operation } from "../document";
import { pathProblem, siblingClashes } from "../paths";
import {
    adjustmentMessage,
    DocumentError,
    type FileMessage,
    type Place,
    problemMessage,
    renderMessage,
} from "../problem";
import { anything, closedObject, list, nonEmptyString, object, string } from "./forms";
import { modelsOf } from "./models/models";
import { readOperation } from "./operation";
import { Origins } from "./origins";
import { DocumentSource } from "./source";
import { readYaml } from "./yaml";

const infoForm = z.looseObject(
    { title: nonEmptyString, version: nonEmptyString, description: string.exactOptional() },
    { error: "an object" },
);
const rootForm = closedObject({
    openapi: anything,
    info: infoForm,
    servers: anything,
    paths: object.optional(),
    components: z.looseObject({ schemas: object.optional() }, { error: "an object" }).optional(),
    security: anything,
    tags: anything,
    externalDocs: anything,
});
const pathItemForm = closedObject({
    summary: anything,
    description: anything,
    servers: anything,
    parameters: list.optional(),
    ...Object.fromEntries(methods.map((method) => [method, anything])),
});

/** Reads an OpenAPI 3.0 document from YAML or JSON; throws a DocumentError with all its problems, each with its line. */
export function parseDocument(fileName: string, yamlText: string): OpenApiDocument {
    const yaml = readYaml(yamlText);
    if (yaml.errors.length > 0) {
        throw new DocumentError(
            yaml.errors.map(({ line, message }) => ({ fileName, line, message: `got ${message}, want YAML` })),
        );
    }
    const root = yaml.value;
    const origins = new Origins({ fileName, yaml });
    const source = new DocumentSource(root);
    const document = readRoot(fileName, source);
    const locate = (at: Place, message: string): FileMessage => {
        const { file, place } = origins.of(root, at);
        return { fileName: file.fileName, line: file.yaml.lineOf(place), message };
    };
    const problems = source.problems.map((problem) => locate(problem.at, problemMessage(problem)));
    if (document === undefined || problems.length > 0) throw new DocumentError(inOrder(problems));
    const adjustments = source.adjustments.map((adjustment) => locate(adjustment.at, adjustmentMessage(adjustment)));
    return { ...document, adjustments: inOrder(adjustments) };
}

// A component is read once for each of its uses; one message for it is enough.
function inOrder(messages: readonly FileMessage[]): FileMessage[] {
    const unique = new Map(messages.map((message) => [renderMessage(message), message]));
    return [...unique.values()].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

function readRoot(fileName: string, source: DocumentSource): Omit<OpenApiDocument, "adjustments"> | undefined {
    if (!isKnownVersion(source)) return undefined;
    const root = source.parse(rootForm, []);
    const operations = readOperations(source);
    const models = modelsOf(source);
    const schemas = models.finish();
    if (root === undefined) return undefined;
    const { title, version, description } = root.info;
    return {
        fileName,
        title,
        version,
        ...(description !== undefined && { description }),
        operations,
        schemas,
        binaryMediaTypes: [...models.binaryMediaTypes].sort(),
    };
}

// A document of another version follows other rules: its problems would only hide this one.
function isKnownVersion(source: DocumentSource): boolean {
    const version = source.valueAt(["openapi"]);
    if (typeof version === "string" && /^3\.[01]\.[0-9]+$/.test(version)) return true;
    const isSwagger = version === undefined && source.valueAt(["swagger"]) !== undefined;
    source.report([isSwagger ? "swagger" : "openapi"], "OpenAPI 3.0, such as openapi: 3.0.3");
    return false;
}

function readOperations(source: DocumentSource): Operation[] {
    const items = source.childrenOf(["paths"]).filter((item) => !String(item.at(-1)).startsWith("x-"));
    for (const item of items) checkPathItem(source, item);
    const declared = items.flatMap((item) =>
        methods
            .filter((method) => source.valueAt([...item, method]) !== undefined)
            .map((method) => ({ item, method, at: [...item, method] })),
    );
    if (declared.length === 0) source.report(["paths"], "at least one operation", "no operation");
    const operations = declared.flatMap(({ item, method }) => readOperation(source, item, method) ?? []);
    checkOperationIds(
        source,
        declared.map(({ at }) => at),
    );
    for (const { owner, got, want } of siblingClashes(items.map((at) => ({ path: String(at.at(-1)), owner: at })))) {
        source.report(owner, want, got);
    }
    return operations.sort((a, b) => order(`${a.path} ${a.method}`, `${b.path} ${b.method}`));
}

function checkPathItem(source: DocumentSource, item: Place): void {
    const problem = pathProblem(String(item.at(-1)));
    if (problem !== undefined) source.report(item, problem.want, problem.got);
    source.parse(pathItemForm, item);
}

function checkOperationIds(source: DocumentSource, operations: readonly Place[]): void {
    const first = new Map<unknown, Place>();
    for (const at of operations) {
        const id = source.valueAt([...at, "operationId"]);
        if (id === undefined) continue;
        const other = first.get(id);
        if (other === undefined) first.set(id, at);
        else source.report([...at, "operationId"], `an id other than that of ${other[2]} ${other[1]}`);
    }
}

function order(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}
