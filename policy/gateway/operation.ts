import type { Props } from "../reading/resource";
import { readString } from "../reading/value";
import { type Integration, readIntegration } from "./integration";
import type { Parameter } from "./parameters";
import { credentialsOf, isSigned, type KeyRequirement, keyRequirement } from "./security";

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
    /** What it is authorized by beside the key, such as `method.request.header.Authorization`. */
    readonly credentials: readonly string[];
    /** Set where IAM alone authorizes it: each call is then signed anew, in the header `Authorization`. */
    readonly signed?: true;
}

/** One operation of an API definition. */
export interface Operation extends Call {
    /** Whether every alternative of the operation's own `security` asks for a key; if not, why. */
    readonly key: KeyRequirement;
}

/** Reads one operation, with the parameters that it and its path declare and the document's security schemes. */
export function readOperation(
    operation: Props,
    path: string,
    method: string,
    parameters: readonly Parameter[],
    schemes: Props,
): Operation {
    const freshness = readString(operation, "x-content-freshness");
    const credentials = credentialsOf(operation.security, schemes);
    return {
        path,
        method,
        ...(freshness.state === "known" && { freshness: freshness.value }),
        parameters,
        integration: readIntegration(operation["x-amazon-apigateway-integration"]),
        key: keyRequirement(operation, schemes),
        credentials,
        ...(credentials.length === 0 && isSigned(operation, schemes) && { signed: true }),
    };
}
