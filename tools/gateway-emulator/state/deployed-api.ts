/** A rate in requests per second and a burst size; a negative value means unlimited. */
export interface Limit {
    readonly rate: number;
    readonly burst: number;
}

/** A declared parameter of an operation. */
export interface OperationParameter {
    readonly name: string;
    readonly in: "path" | "query" | "header";
    readonly required: boolean;
}

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

/** A method of a resource of the REST API. */
export interface Operation {
    /** Path with its variables, such as `/pictures/{id}`. */
    readonly path: string;
    /** Upper case; `ANY` covers every method that the resource does not define. */
    readonly method: string;
    readonly apiKeyRequired: boolean;
    readonly parameters: readonly OperationParameter[];
    readonly validatesParameters: boolean;
    /** Set if the body is validated. */
    readonly body?: OperationBody;
    readonly integration: Integration;
}

/** Constraints on a request body. */
export interface OperationBody {
    readonly required: boolean;
    /** JSON Schema draft 4 by media type; references point to `#/components/schemas`. */
    readonly schemas: Readonly<Record<string, object>>;
}

/** The document's override of a gateway response type. */
export interface GatewayResponseOverride {
    readonly statusCode?: string;
    readonly responseParameters: Readonly<Record<string, string>>;
    readonly responseTemplates: Readonly<Record<string, string>>;
}

/** Settings of a method path of a stage, or of all methods (`*&#47;*`). */
export interface MethodSettings {
    readonly cachingEnabled: boolean;
    readonly cacheTtlInSeconds: number;
    readonly requireAuthorizationForCacheControl: boolean;
    readonly unauthorizedCacheControlHeaderStrategy: string;
    readonly throttle: Limit;
}

/** A share of a stage's requests with different stage variables. */
export interface Canary {
    /** 0 to 100. */
    readonly percentTraffic: number;
    readonly stageVariableOverrides: Readonly<Record<string, string>>;
    readonly useStageCache: boolean;
}

/** A stage of the REST API. */
export interface Stage {
    readonly name: string;
    readonly variables: Readonly<Record<string, string>>;
    readonly cacheClusterEnabled: boolean;
    readonly cacheClusterSizeGb: number;
    /** Settings by method path in the notation of MethodSettings, such as `~1pictures~1{id}/GET`. */
    readonly methodSettings: Readonly<Record<string, MethodSettings>>;
    readonly accessLogFormat?: string;
    readonly canary?: Canary;
}

/** The API key of a client. */
export interface ApiKey {
    readonly id: string;
    readonly name: string;
    readonly value: string;
    readonly enabled: boolean;
    /** Ids of its usage plans. */
    readonly planIds: readonly string[];
}

/** A usage plan. */
export interface UsagePlan {
    readonly id: string;
    readonly name: string;
    readonly stages: readonly PlanStage[];
    readonly throttle?: Limit;
    readonly quota?: Quota;
}

/** A stage that a plan covers, with limits for individual methods such as `/pictures/all/GET`. */
export interface PlanStage {
    readonly stage: string;
    readonly throttles: Readonly<Record<string, Limit>>;
}

/** Maximum number of requests in a period; `offset` is subtracted in the first period. */
export interface Quota {
    readonly limit: number;
    readonly offset: number;
    readonly period: "DAY" | "WEEK" | "MONTH";
}

/** An app behind a VPC link. */
export interface App {
    /** Name of the API. */
    readonly name: string;
    /** Environment variables of its container. */
    readonly environment: Readonly<Record<string, string>>;
    /** Address behind the load balancer: `host[:port][/prefix]`. The app does not see the prefix. */
    readonly host: string;
}

/** An app that runs as a Lambda function. */
export interface FunctionApp extends Pick<App, "name" | "environment"> {
    /** ARN patterns of the methods that each alias of the function may be invoked by. */
    readonly aliases: Readonly<Record<string, readonly string[]>>;
}

/** Stages by the path below a domain name that is mapped to them, by that name; the path of the root is empty. */
export type DomainNames = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A deployed REST API with everything that determines its responses. */
export interface DeployedApi {
    readonly id: string;
    readonly name: string;
    readonly operations: readonly Operation[];
    /** Models, for references in the schemas of bodies. */
    readonly models: Readonly<Record<string, object>>;
    /** Media types in lower case whose bodies pass unchanged, such as `image/png`, `image/*` or every type. */
    readonly binaryMediaTypes: readonly string[];
    readonly gatewayResponses: Readonly<Record<string, GatewayResponseOverride>>;
    readonly stages: Readonly<Record<string, Stage>>;
    /** Its domain names. Default: none. */
    readonly domains?: DomainNames;
    readonly keys: readonly ApiKey[];
    readonly plans: readonly UsagePlan[];
    /** Apps by the id of their VPC link. */
    readonly apps: Readonly<Record<string, readonly App[]>>;
    /** Functions by name. */
    readonly functions: Readonly<Record<string, FunctionApp>>;
    /** ARN of the API, with which those of its methods begin. */
    readonly executionArn: string;
    readonly accountThrottle: Limit;
}
