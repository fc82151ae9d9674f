import { unprinted } from "./java-values";

/** Values that a request template may change before the integration is called. */
export interface RequestOverride {
    readonly path: Readonly<Record<string, unknown>>;
    readonly header: Readonly<Record<string, unknown>>;
    readonly querystring: Readonly<Record<string, unknown>>;
}

/** Values that a template may change before the client gets the response; other members pass between the templates. */
export interface ResponseOverride {
    readonly header: Readonly<Record<string, unknown>>;
    readonly status?: unknown;
}

/** The overrides of a call: its request template and its response template share them. */
export interface Overrides {
    readonly requestOverride: RequestOverride;
    readonly responseOverride: ResponseOverride;
}

/** Overrides of which none is set. */
export function noOverrides(): Overrides {
    return {
        requestOverride: unprinted({ path: unprinted({}), header: unprinted({}), querystring: unprinted({}) }),
        responseOverride: unprinted({ header: unprinted({}) }),
    };
}

// Recorded: localstack, test_sqs_amz_json_protocol; those without a value are there too.
const identityNames =
    "cognitoIdentityPoolId accountId cognitoIdentityId caller sourceIp principalOrgId accessKey cognitoAuthenticationType cognitoAuthenticationProvider userArn userAgent user".split(
        " ",
    );

/**
 * The variable `$context` (developer guide, "Variables for data transformations").
 * @param values those of the call, by names such as `identity.sourceIp`.
 */
export function contextVariable(values: Readonly<Record<string, string | undefined>>, overrides: Overrides): object {
    const identity = Object.fromEntries(identityNames.map((name) => [name, null]));
    const context: Record<string, unknown> = { ...overrides, identity: unprinted(identity) };
    for (const [name, value] of Object.entries(values)) if (value !== undefined) put(context, name.split("."), value);
    return unprinted(context);
}

function put(owner: Record<string, unknown>, names: readonly string[], value: string): void {
    const [name = "", ...rest] = names;
    if (rest.length === 0) {
        owner[name] = value;
        return;
    }
    // A claim or a value of an authorizer may have any name, such as `__proto__`.
    const child = Object.hasOwn(owner, name) ? owner[name] : undefined;
    const found = isObject(child) ? child : unprinted<Record<string, unknown>>({});
    owner[name] = found;
    put(found, rest, value);
}

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null;
}
