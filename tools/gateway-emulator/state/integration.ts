/** A conversion of bodies between text and binary data; without one, the media types decide. */
export type ContentHandling = "CONVERT_TO_TEXT" | "CONVERT_TO_BINARY";

/** The integration of a method. */
export interface Integration {
    readonly type: "http_proxy" | "aws_proxy" | "mock";
    readonly httpMethod: string;
    /** May contain `${stageVariables.name}` and `{variable}`; empty for a mock. */
    readonly uri: string;
    readonly connectionType: "VPC_LINK" | "INTERNET";
    /** Id of the VPC link, or `${stageVariables.name}`. */
    readonly connectionId: string;
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

/** A response of a mock integration, selected by `default` or a pattern of the status. */
export interface IntegrationResponse {
    readonly statusCode: string;
    readonly responseParameters: Readonly<Record<string, string>>;
    readonly responseTemplates: Readonly<Record<string, string>>;
    readonly contentHandling?: ContentHandling | undefined;
}
