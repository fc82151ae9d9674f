/** A conversion of bodies between text and binary data; without one, the media types decide. */
export type ContentHandling = "CONVERT_TO_TEXT" | "CONVERT_TO_BINARY";

/** The integration of a method. */
export interface Integration {
    readonly type: "http_proxy" | "http" | "aws_proxy" | "aws" | "mock";
    readonly httpMethod: string;
    /** May contain `${stageVariables.name}` and `{variable}`; empty for a mock. */
    readonly uri: string;
    readonly connectionType: "VPC_LINK" | "INTERNET";
    /** Id of the VPC link, or `${stageVariables.name}`. */
    readonly connectionId: string;
    /** ARN of the role that API Gateway assumes to call a service of AWS; may contain `${stageVariables.name}`. Default: none. */
    readonly credentials?: string | undefined;
    readonly timeoutInMillis: number;
    /** Mapping expressions by `integration.request.<place>.<name>`. */
    readonly requestParameters: Readonly<Record<string, string>>;
    readonly requestTemplates: Readonly<Record<string, string>>;
    readonly passthroughBehavior: "when_no_match" | "when_no_templates" | "never";
    readonly cacheKeyParameters: readonly string[];
    /** For request bodies. */
    readonly contentHandling?: ContentHandling | undefined;
    readonly responses: Readonly<Record<string, IntegrationResponse>>;
}

/**
 * A response of an integration that is not a proxy, selected by `default` or a pattern: of the status or, if a function is
 * invoked, of its error's message.
 */
export interface IntegrationResponse {
    readonly statusCode: string;
    readonly responseParameters: Readonly<Record<string, string>>;
    readonly responseTemplates: Readonly<Record<string, string>>;
    readonly contentHandling?: ContentHandling | undefined;
}
