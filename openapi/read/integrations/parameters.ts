import type { Operation } from "../../document";
import type { OperationIntegration } from "../../operation-integration";
import { variablesIn } from "../../paths";
import { type Problem, quote } from "../../problem";

const places = {
    path: "path",
    querystring: "query",
    multivaluequerystring: "query",
    header: "header",
    multivalueheader: "header",
} as const;
const sectionOf: Readonly<Record<string, string>> = { header: "headers", querystring: "query", path: "path" };

/** The problems of an integration that refers to parameters which its operation does not declare: API Gateway rejects these. */
export function parameterProblems(
    key: string,
    operation: Operation,
    { request, target }: Pick<OperationIntegration, "request" | "target">,
): Problem[] {
    const declared = new Set(operation.parameters.map(({ in: place, name }) => `${place} ${name}`));
    const names = (place: string) =>
        operation.parameters
            .filter((own) => own.in === place)
            .map(({ name }) => name)
            .join(", ") || "none";
    const mapped = Object.entries(request.parameters).flatMap(([parameter, source]): Problem[] => {
        const [, place, name = ""] = /^method\.request\.(\w+)\.(.+)$/.exec(source) ?? [];
        if (!isPlace(place) || declared.has(`${places[place]} ${name}`)) return [];
        const [, , section = "", ...rest] = parameter.split(".");
        const at = [key, "request", sectionOf[section] ?? section, rest.join(".")];
        return [
            {
                at,
                got: quote(source),
                want: `a ${places[place]} parameter that the operation declares: ${names(places[place])}`,
            },
        ];
    });
    return [...mapped, ...targetProblems(key, operation, target), ...cachedWriteProblems(key, operation, target)];
}

// From the cache, a response would come without a message.
function cachedWriteProblems(key: string, { cached }: Operation, target: OperationIntegration["target"]): Problem[] {
    if (!cached || !writes(target)) return [];
    const want =
        'another method, or "x-content-freshness: volatile" in the document, as a cached GET would send nothing';
    return [{ at: [key, target.kind], got: "a GET that is cached", want }];
}

function writes(target: OperationIntegration["target"]): boolean {
    if (target.kind === "s3") return target.action === "put" || target.action === "delete";
    // A synchronous execution may only calculate.
    if (target.kind === "stepFunctions") return !target.sync;
    return ["sqs", "sns", "kinesis", "eventBridge"].includes(target.kind);
}

function isPlace(place: string | undefined): place is keyof typeof places {
    return place !== undefined && Object.hasOwn(places, place);
}

function targetProblems(
    key: string,
    { parameters, path }: Operation,
    target: OperationIntegration["target"],
): Problem[] {
    if (target.kind === "dynamodb") {
        const known = parameters.filter((own) => own.in !== "header").map(({ name }) => name);
        return Object.entries(target.key).flatMap(([attribute, name]) =>
            known.includes(name)
                ? []
                : [
                      {
                          at: [key, "dynamodb", "key", attribute],
                          got: quote(name),
                          want: `a parameter in the path or the query of the operation: ${known.join(", ") || "none"}`,
                      },
                  ],
        );
    }
    if (target.kind === "s3") return variableProblems([key, "s3", "key"], target.key, path);
    if (target.kind === "backend") return variableProblems([key, "backend", "path"], target.path, path);
    if (target.kind === "sqs" && target.name.endsWith(".fifo") !== (target.messageGroup !== undefined)) {
        const isFifo = target.name.endsWith(".fifo");
        const want = isFifo
            ? "messageGroup too, such as $input.path('$.customer'), as a FIFO queue rejects messages without a group"
            : "a queue whose name ends with .fifo, as only these have groups";
        return [{ at: [key, "sqs"], got: isFifo ? "a FIFO queue" : "messageGroup", want }];
    }
    return [];
}

function variableProblems(at: string[], text: string, path: string): Problem[] {
    const known = variablesIn(path);
    return variablesIn(text)
        .filter((name) => !known.includes(name))
        .map((name) => ({
            at,
            got: quote(text),
            want: `a variable of the path "${path}" instead of {${name}}`,
        }));
}
