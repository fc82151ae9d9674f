import type { Plain, Props } from "../resource";
import { isList, isObject, read, readString } from "../value";
import { credentialHeaders, type KeyRequirement, keyRequirement } from "./security";

/** What API Gateway does with a call: the parts of an `x-amazon-apigateway-integration` that rules read. */
export interface Integration {
    /** In lower case: `http`, `http_proxy`, `aws`, `aws_proxy`, `mock`; `unknown` if it cannot be read; absent without an integration. */
    readonly type?: string;
    /** `STREAM` passes answers on as they come, and then none is cached. */
    readonly responseTransferMode?: string;
    readonly connectionType?: string;
    readonly connectionId?: string;
    readonly cacheKeyParameters: readonly string[];
}

/** A parameter that an operation or its path declares. */
export interface Parameter {
    readonly name: string;
    readonly location: string;
}

/** What a caller can ask of an API: a path, a method, and all that its answer depends on. */
export interface Call {
    /** Template as written, e.g. `/pictures/{id}`. */
    readonly path: string;
    /** In upper case; `ANY` stands for `x-amazon-apigateway-any-method`. */
    readonly method: string;
    /** Value of `x-content-freshness`, if it is a string. */
    readonly freshness?: string;
    /** Declared on the operation and on its path. */
    readonly parameters: readonly Parameter[];
    readonly integration: Integration;
    /** Header names of the security schemes beside the key that it is authorized by, such as `Authorization`. */
    readonly credentialHeaders: readonly string[];
}

/** One operation of an API definition. */
export interface Operation extends Call {
    /** Whether every alternative of the operation's own `security` asks for a key; if not, why. */
    readonly key: KeyRequirement;
}

/** Reads one operation; its path item and the document hold what it does not say itself. */
export function readOperation(
    document: Props,
    item: Props,
    operation: Props,
    path: string,
    method: string,
    schemes: ReturnType<typeof read>,
): Operation {
    const known = schemes.state === "known" && isObject(schemes.value) ? schemes.value : {};
    const freshness = readString(operation, "x-content-freshness");
    return {
        path,
        method,
        ...(freshness.state === "known" && { freshness: freshness.value }),
        parameters: [...declared(document, item), ...declared(document, operation)],
        integration: readIntegration(operation["x-amazon-apigateway-integration"]),
        key: keyRequirement(operation, known),
        credentialHeaders: credentialHeaders(operation.security, known),
    };
}

function readIntegration(value: Plain | undefined): Integration {
    if (value === undefined || value === null) return { cacheKeyParameters: [] };
    if (!isObject(value)) return { type: "unknown", cacheKeyParameters: [] };
    const text = (key: string) => {
        const reading = readString(value, key);
        return reading.state === "known" ? reading.value : undefined;
    };
    const [type, connectionType, connectionId] = [text("type"), text("connectionType"), text("connectionId")];
    const responseTransferMode = text("responseTransferMode");
    const keys = value.cacheKeyParameters;
    return {
        type: type?.toLowerCase() ?? "unknown",
        ...(responseTransferMode !== undefined && { responseTransferMode }),
        ...(connectionType !== undefined && { connectionType }),
        ...(connectionId !== undefined && { connectionId }),
        cacheKeyParameters: isList(keys) ? keys.filter((key) => typeof key === "string") : [],
    };
}

function declared(document: Props, owner: Props): Parameter[] {
    const { parameters } = owner;
    if (!isList(parameters)) return [];
    return parameters.flatMap((parameter) => {
        const resolved = dereference(document, parameter);
        if (!isObject(resolved) || typeof resolved.name !== "string" || typeof resolved.in !== "string") return [];
        return [{ name: resolved.name, location: resolved.in }];
    });
}

// One step is enough: a reference to a reference is not valid for a parameter.
function dereference(document: Props, value: Plain): Plain | undefined {
    if (!isObject(value) || typeof value.$ref !== "string") return value;
    const [root, ...path] = value.$ref.split("/");
    if (root !== "#") return undefined;
    const target = read(document, ...path.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~")));
    return target.state === "known" ? target.value : undefined;
}
