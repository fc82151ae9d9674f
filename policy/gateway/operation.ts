import type { Props } from "../reading/resource";
import { readString } from "../reading/value";
import { type Integration, readIntegration } from "./integration";
import type { Parameter } from "./parameters";
import { credentialsOf, isSigned, type KeyRequirement, keyRequirement } from "./security";

/** A request that an API accepts: a path, a method, and everything that its response depends on. */
export interface Call {
    /** Template as written, e.g. `/pictures/{id}`. */
    readonly path: string;
    /** In upper case; `ANY` for `x-amazon-apigateway-any-method`. */
    readonly method: string;
    /** Value of `x-content-freshness`, if it is a string. */
    readonly freshness?: string;
    /** Declared by the operation and by its path. */
    readonly parameters: readonly Parameter[];
    readonly integration: Integration;
    /** Parts of the request that authorize it in addition to the key, e.g. `method.request.header.Authorization`. */
    readonly credentials: readonly string[];
    /** Set if only IAM authorizes it: each request then has a new signature in the header `Authorization`. */
    readonly signed?: true;
}

/** One operation of an API definition. */
export interface Operation extends Call {
    /** Whether every alternative of the operation's `security` requires a key; if not, why. */
    readonly key: KeyRequirement;
}

/** Reads an operation. */
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
