import type { ValidateFunction } from "ajv-draft-04";
import { GatewayError } from "../errors/gateway-error";
import { validationMessage } from "../errors/validation-message";
import { mediaType } from "../http/message";
import type { DeployedApi, Operation } from "../state/deployed-api";
import { type Call, mappedValue } from "./call-context";
import { ModelCompiler } from "./model-compiler";

const places = { header: "header", path: "path", query: "querystring" } as const;

/** Validates requests with the request validators of an API. */
export class RequestValidator {
    private readonly byOperation = new Map<Operation, Readonly<Record<string, ValidateFunction>>>();

    /**
     * Compiles the schemas of all request bodies.
     * @throws {ModelError} with every schema that cannot be compiled.
     */
    constructor(api: DeployedApi) {
        const compiler = new ModelCompiler(api);
        for (const operation of api.operations) {
            if (operation.body === undefined) continue;
            const user = `${operation.method} ${operation.path}`;
            const schemas = Object.entries(operation.body.schemas).flatMap(([type, schema]) => {
                const isValid = compiler.compile(schema, user);
                return isValid === undefined ? [] : [[type.toLowerCase(), isValid] as const];
            });
            this.byOperation.set(operation, Object.fromEntries(schemas));
        }
        compiler.assertCompiled();
    }

    /**
     * Validates a call's parameters and body. The body is not validated if its media type has no model.
     * @throws {GatewayError} BAD_REQUEST_PARAMETERS or BAD_REQUEST_BODY.
     */
    validate(call: Call): void {
        const { operation, request } = call;
        if (operation.validatesParameters) rejectMissing(call);
        const schemas = this.byOperation.get(operation);
        if (schemas === undefined) return;
        if (request.body.length === 0) {
            if (operation.body?.required) throw new GatewayError("BAD_REQUEST_BODY", undefined, "the body is missing");
            return;
        }
        const type = mediaType(request.headers);
        const isValid = Object.hasOwn(schemas, type) ? schemas[type] : undefined;
        if (isValid === undefined) return;
        const body = parseJson(request.body);
        if (body === undefined) throw new GatewayError("BAD_REQUEST_BODY", undefined, "the body is not JSON");
        if (isValid(body.value)) return;
        const errors = isValid.errors ?? [];
        const explanation = `${errors[0]?.instancePath || "the body"} ${errors[0]?.message}`;
        throw new GatewayError("BAD_REQUEST_BODY", undefined, explanation, undefined, validationMessage(errors));
    }
}

// A value must be there and not blank (developer guide, "Request validation for REST APIs"); no source says whether a
// value of spaces is blank. AWS lists headers, path and query parameters in this order, each sorted (recorded:
// localstack, test_api_gateway_request_validator).
function rejectMissing(call: Call): void {
    if (!call.operation.parameters.some(({ required }) => required)) return;
    const missing = (["header", "path", "query"] as const).flatMap((place) =>
        call.operation.parameters
            .filter((parameter) => parameter.in === place && parameter.required)
            .map((parameter) => parameter.name)
            .filter((name) => !mappedValue(`method.request.${places[place]}.${name}`, call)?.trim())
            .sort(),
    );
    if (missing.length === 0) return;
    const message = `Missing required request parameters: [${missing.join(", ")}]`;
    throw new GatewayError("BAD_REQUEST_PARAMETERS", message, undefined, undefined, message);
}

function parseJson(body: Buffer): { value: unknown } | undefined {
    try {
        return { value: JSON.parse(body.toString("utf8")) };
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}
