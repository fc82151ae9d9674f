/** How the gateway calls a service: what is not in the API's own files. */
export interface ServiceCall {
    /** The end of the integration's `uri`, after `arn:aws:apigateway:<region>:`. */
    readonly api: string;
    /** Method of the service's API. */
    readonly httpMethod: string;
    /** Mapping expressions by parameter of the integration. */
    readonly parameters: Readonly<Record<string, string>>;
    /** Template that makes the service's request from a JSON body. Default: the body is passed on. */
    readonly request?: string;
    /** Template that makes the response of a successful call. Default: the body is passed on. */
    readonly response?: string;
    /** Mapping expressions of the headers of a successful response. */
    readonly headers?: Readonly<Record<string, string>>;
    /** Status of a response that the service answers with 4XX, where its meaning is known. */
    readonly clientError?: number;
    /** The IAM action, and a word for it in the name of the role. */
    readonly action: { readonly name: string; readonly word: string };
}

/** The parameter of an integration that sets a header to a constant. */
export function constantHeader(name: string, value: string): Record<string, string> {
    return { [`integration.request.header.${name}`]: `'${value}'` };
}

/**
 * Escapes a value for a JSON string. `escapeJavaScript` writes `\'`, which JSON does not allow
 * (docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html).
 */
export function jsonString(expression: string): string {
    return `"$util.escapeJavaScript(${expression})${String.raw`.replaceAll("\\'","'")`}"`;
}
