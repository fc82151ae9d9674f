import { type Method, methods, type OpenApiDocument, type Operation } from "../document";
import { maxResources, resourceCount } from "../paths";
import {
    adjustmentMessage,
    DocumentError,
    type FileLine,
    type FileMessage,
    type Place,
    problemMessage,
    renderMessage,
} from "../problem";
import { mergeOperations, type PlacedOperation } from "./merge-operations";
import { modelsOf } from "./models/models";
import { type OperationContext, readOperation } from "./operation";
import { Origins } from "./origins";
import { applyOverlay, type OverlayFile } from "./overlay";
import { publishPaths } from "./published-path";
import { type AuthorizationInput, SecuritySchemes } from "./security";
import { DocumentSource } from "./source";
import { convertSwagger } from "./swagger/convert";
import { readText } from "./text";
import { readYaml, syntaxProblems } from "./yaml";

const rootKeys = "openapi info servers paths components security tags externalDocs webhooks jsonSchemaDialect".split(
    " ",
);
const pathItemKeys = ["$ref", "summary", "description", "servers", "parameters", "trace", ...methods];

/**
 * Reads an OpenAPI 3.0 or 3.1 or a Swagger 2.0 document from YAML or JSON, with the changes of an overlay; throws a
 * DocumentError with all its problems, each with its file and line.
 * @param authorization how the gateway checks the document's schemes. Default: the backend checks them.
 */
export function parseDocument(
    fileName: string,
    yamlText: string,
    overlay?: OverlayFile,
    authorization?: AuthorizationInput,
): OpenApiDocument {
    const yaml = readYaml(yamlText);
    if (yaml.errors.length > 0) throw new DocumentError(syntaxProblems(fileName, yaml));
    const origins = new Origins({ fileName, yaml });
    const overlaid = overlay === undefined ? yaml.value : applyOverlay(yaml.value, overlay, origins);
    const root = convertSwagger(overlaid, origins);
    const source = new DocumentSource(root);
    const lineOf = (at: Place): FileLine => {
        const { file, place } = origins.of(root, at);
        return { fileName: file.fileName, line: file.yaml.lineOf(place) };
    };
    // A message names the place in the file, which an overlay or a conversion may have made another in the tree.
    const locate = (at: Place, render: (at: Place) => string): FileMessage => {
        return { ...lineOf(at), message: render(origins.of(root, at).place) };
    };
    const document = readRoot(fileName, { source, lineOf }, authorization);
    const problems = source.problems.map((problem) => locate(problem.at, (at) => problemMessage({ ...problem, at })));
    if (document === undefined || problems.length > 0) throw new DocumentError(inOrder(problems));
    const adjustments = source.adjustments.map((adjustment): FileMessage => {
        const { needsDecision, isForRestApi } = adjustment;
        const message = locate(adjustment.at, (at) => adjustmentMessage({ ...adjustment, at }));
        return { ...message, ...(needsDecision && { needsDecision }), ...(isForRestApi && { isForRestApi }) };
    });
    return { ...document, adjustments: inOrder(adjustments) };
}

// A component is read once for each of its uses; one message for it is enough.
function inOrder(messages: readonly FileMessage[]): FileMessage[] {
    const unique = new Map(messages.map((message) => [renderMessage(message), message]));
    return [...unique.values()].sort((a, b) => order(a.fileName, b.fileName) || (a.line ?? 0) - (b.line ?? 0));
}

function readRoot(
    fileName: string,
    context: Omit<OperationContext, "schemes">,
    authorization: AuthorizationInput | undefined,
): Omit<OpenApiDocument, "adjustments"> | undefined {
    const { source } = context;
    if (!isKnownVersion(source)) return undefined;
    source.checkKeys([], rootKeys);
    if (source.valueAt(["info"]) !== undefined) source.entriesOf(["info"]);
    const schemes = new SecuritySchemes(source, authorization);
    const operations = readOperations({ ...context, schemes });
    const models = modelsOf(source);
    const schemas = models.finish();
    return {
        fileName,
        title: readText(source, ["info"], "title").title ?? fileName,
        version: readText(source, ["info"], "version").version ?? "1",
        ...readText(source, ["info"], "description"),
        operations,
        schemas,
        credentialHeaders: [...schemes.usedHeaders].sort(),
        binaryMediaTypes: [...models.binaryMediaTypes].sort(),
    };
}

// A document of another version follows other rules: its problems would only hide this one.
function isKnownVersion(source: DocumentSource): boolean {
    const version = source.valueAt(["openapi"]);
    if (/^3\.[01](\.[0-9]+.*)?$/.test(String(version))) return true;
    const isSwagger = version === undefined && source.valueAt(["swagger"]) !== undefined;
    source.report([isSwagger ? "swagger" : "openapi"], 'OpenAPI 3.0 or 3.1, or Swagger 2.0, such as openapi: "3.1.0"');
    return false;
}

function readOperations(context: OperationContext): Operation[] {
    const { source } = context;
    // Sorted, so that neither names nor ids depend on the order in which a generator writes the paths.
    const items = source
        .entriesOf(["paths"])
        .filter((item) => !String(item.at(-1)).startsWith("x-"))
        .sort((a, b) => order(String(a.at(-1)), String(b.at(-1))));
    const placed = publishPaths(source, items).flatMap((path) =>
        methodsOf(source, path.items).map(({ item, method }) => ({
            at: [...item, method],
            operation: readOperation(context, path, item, method),
        })),
    );
    if (placed.length === 0 && source.problems.length === 0)
        source.report(["paths"], "at least one operation", "no operation");
    const operations = mergeOperations(source, withUniqueIds(source, placed));
    checkResources(source, operations);
    return operations.sort((a, b) => order(`${a.path} ${a.method}`, `${b.path} ${b.method}`));
}

function methodsOf(source: DocumentSource, items: readonly Place[]): { item: Place; method: Method }[] {
    for (const item of items) {
        source.checkKeys(item, pathItemKeys);
        const trace = [...item, "trace"];
        if (source.valueAt(trace) !== undefined)
            source.adjust(trace, "left out, as API Gateway has no TRACE", "a method");
    }
    return methods.flatMap((method) => {
        const item = items.findLast((each) => source.valueAt([...each, method]) !== undefined);
        return item === undefined ? [] : { item, method };
    });
}

function checkResources(source: DocumentSource, operations: readonly Operation[]): void {
    const count = resourceCount(operations.map(({ path }) => path));
    if (count <= maxResources) return;
    const want = `at most ${maxResources}, the quota of a REST API: split the document by its paths over several stacks, or drop paths by an overlay`;
    source.report(["paths"], want, `${count} resources`);
}

/**
 * Makes the operation ids of a document unique: an id that an earlier operation has gets a number.
 * The import warns of a repeated id, and takes any characters (recorded: localstack, openapi.cognito-auth.json).
 */
function withUniqueIds(source: DocumentSource, placed: readonly PlacedOperation[]): PlacedOperation[] {
    const ids = new Set(placed.map(({ operation }) => operation.operationId));
    const used = new Set<string>();
    return placed.map(({ at, operation }) => {
        const { operationId } = operation;
        if (operationId === undefined) return { at, operation };
        let id = operationId;
        for (let count = 2; used.has(id) || (id !== operationId && ids.has(id)); count++) id = `${operationId}${count}`;
        used.add(id);
        if (id === operationId) return { at, operation };
        source.adjustForRestApi(
            [...at, "operationId"],
            `published as "${id}", as API Gateway's import warns of a repeated id`,
        );
        return { at, operation: { ...operation, operationId: id } };
    });
}

function order(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}
