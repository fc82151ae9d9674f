/** A steady rate in requests per second, and how many may come at once; a negative limit is none. */
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

/** How a method's answer comes about. */
export interface Integration {
    readonly type: "http_proxy" | "mock";
    readonly httpMethod: string;
    /** May hold `${stageVariables.name}` and `{variable}`; empty for a mock. */
    readonly uri: string;
    readonly connectionType: "VPC_LINK" | "INTERNET";
    /** Id of the VPC link, or `${stageVariables.name}`. */
    readonly connectionId: string;
    readonly timeoutInMillis: number;
    /** `integration.request.<place>.<name>` to where its value comes from. */
    readonly requestParameters: Readonly<Record<string, string>>;
    readonly requestTemplates: Readonly<Record<string, string>>;
    readonly passthroughBehavior: "when_no_match" | "when_no_templates" | "never";
    readonly cacheKeyParameters: readonly string[];
    readonly responses: Readonly<Record<string, IntegrationResponse>>;
}

/** An answer of a mock: `default` or a pattern of the status selects it. */
export interface IntegrationResponse {
    readonly statusCode: string;
    readonly responseParameters: Readonly<Record<string, string>>;
    readonly responseTemplates: Readonly<Record<string, string>>;
}

/** A method of a resource of the REST API. */
export interface Operation {
    /** Path with its variables, such as `/pictures/{id}`. */
    readonly path: string;
    /** Upper case; `ANY` stands for every method that the resource does not name. */
    readonly method: string;
    readonly apiKeyRequired: boolean;
    readonly parameters: readonly OperationParameter[];
    readonly validatesParameters: boolean;
    /** Set if the body is validated. */
    readonly body?: OperationBody;
    readonly integration: Integration;
}

/** What a request body must be. */
export interface OperationBody {
    readonly required: boolean;
    /** JSON Schema draft 4 by media type; references lead to `#/components/schemas`. */
    readonly schemas: Readonly<Record<string, object>>;
}

/** What the document says about one type of gateway response. */
export interface GatewayResponseOverride {
    readonly statusCode?: string;
    readonly responseParameters: Readonly<Record<string, string>>;
    readonly responseTemplates: Readonly<Record<string, string>>;
}

/** Settings of one method path of a stage, or of all (`*&#47;*`). */
export interface MethodSettings {
    readonly cachingEnabled: boolean;
    readonly cacheTtlInSeconds: number;
    readonly requireAuthorizationForCacheControl: boolean;
    readonly unauthorizedCacheControlHeaderStrategy: string;
    readonly throttle: Limit;
}

/** A share of a stage's requests that gets other stage variables. */
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
    /** By method path as MethodSettings spells it, such as `~1pictures~1{id}/GET`. */
    readonly methodSettings: Readonly<Record<string, MethodSettings>>;
    readonly accessLogFormat?: string;
    readonly canary?: Canary;
}

/** A client's key. */
export interface ApiKey {
    readonly id: string;
    readonly name: string;
    readonly value: string;
    readonly enabled: boolean;
    /** Plans that it is under, by their ids. */
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

/** A stage that a plan covers, with limits for single methods: `/pictures/all/GET`. */
export interface PlanStage {
    readonly stage: string;
    readonly throttles: Readonly<Record<string, Limit>>;
}

/** Most requests in a period; `offset` of them are used up in the first one. */
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
    /** Where the load balancer serves it: `host[:port][/prefix]`. */
    readonly host: string;
}

/** A REST API as it is deployed, with all that decides on an answer. */
export interface DeployedApi {
    readonly id: string;
    readonly name: string;
    readonly operations: readonly Operation[];
    /** Models, for references in the schemas of bodies. */
    readonly models: Readonly<Record<string, object>>;
    readonly gatewayResponses: Readonly<Record<string, GatewayResponseOverride>>;
    readonly stages: Readonly<Record<string, Stage>>;
    readonly keys: readonly ApiKey[];
    readonly plans: readonly UsagePlan[];
    /** By the id of the VPC link. */
    readonly apps: Readonly<Record<string, readonly App[]>>;
    readonly accountThrottle: Limit;
}
