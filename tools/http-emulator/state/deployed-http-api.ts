import type { DomainNames } from "../../gateway-emulator/state/deployed-api";
import type { PermittedFunction } from "../../gateway-emulator/state/node-functions";
import type { Limit } from "../../gateway-emulator/state/usage-plan";
import type { Listener, TargetApp } from "./listener";

/** How an API responds to requests of other origins; with it the API responds to preflights itself. */
export interface CorsConfiguration {
    readonly allowOrigins: readonly string[];
    readonly allowMethods: readonly string[];
    readonly allowHeaders: readonly string[];
    readonly exposeHeaders: readonly string[];
    readonly allowCredentials: boolean;
    /** Seconds. Default: none, so that the header is absent. */
    readonly maxAge?: number;
}

/** An integration whose backend is behind a VPC link, or a Lambda function. */
export interface HttpIntegration {
    readonly id: string;
    readonly type: "HTTP_PROXY" | "AWS_PROXY";
    /** Method that the backend gets; `ANY` for the client's. */
    readonly method: string;
    /** ARN of a listener, or of a function in one of the two forms that API Gateway accepts. May contain `${stageVariables.name}`. */
    readonly uri: string;
    /** Id of its VPC link, for a private integration; may contain `${stageVariables.name}`. */
    readonly connectionId: string;
    readonly payloadFormatVersion: "1.0" | "2.0";
    readonly timeoutInMillis: number;
    /** Mappings of the request, such as `overwrite:path`, in the order of the state. */
    readonly requestParameters: Readonly<Record<string, string>>;
    /** Mappings of the response, by status. */
    readonly responseParameters: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** An authorizer that invokes a function. */
export interface RequestAuthorizer {
    readonly type: "REQUEST";
    readonly id: string;
    readonly name: string;
    readonly uri: string;
    /** Whether a role invokes the function, so that it needs no permission. */
    readonly hasCredentials: boolean;
    readonly payloadFormatVersion: "1.0" | "2.0";
    readonly enableSimpleResponses: boolean;
    /** Expressions such as `$request.header.x-api-key`. */
    readonly identitySources: readonly string[];
    readonly ttlSeconds: number;
}

/** An authorizer that checks JSON Web Tokens. */
export interface JwtAuthorizer {
    readonly type: "JWT";
    readonly id: string;
    readonly name: string;
    /** Expression of the token's place, such as `$request.header.Authorization`. */
    readonly identitySource: string;
    readonly issuer: string;
    readonly audiences: readonly string[];
}

/** A route of the API. */
export interface HttpRoute {
    /** Such as `GET /books/{id}`, or `$default`. */
    readonly routeKey: string;
    readonly integrationId: string;
    /** Absent if everyone may call it. */
    readonly authorizer?: RequestAuthorizer | JwtAuthorizer;
    /** Scopes of which a token needs one. */
    readonly scopes: readonly string[];
}

/** A stage of the API. */
export interface HttpStage {
    /** `$default` is served at the root. */
    readonly name: string;
    readonly variables: Readonly<Record<string, string>>;
    /** Throttle of each route without an own one. Default: that of the account alone. */
    readonly throttle?: Limit;
    /** Throttles by route key. */
    readonly routeThrottles: Readonly<Record<string, Limit>>;
    readonly accessLogFormat?: string;
}

/** A deployed HTTP API with everything that determines its responses. */
export interface DeployedHttpApi {
    readonly id: string;
    readonly name: string;
    /** ARN with which those of its routes and authorizers begin. */
    readonly executionArn: string;
    /** Host of the default endpoint, such as `a1b2c3.execute-api.eu-central-1.amazonaws.com`. */
    readonly endpoint: string;
    readonly disablesDefaultEndpoint: boolean;
    readonly cors?: CorsConfiguration;
    readonly routes: readonly HttpRoute[];
    /** By id. */
    readonly integrations: Readonly<Record<string, HttpIntegration>>;
    /** By name. */
    readonly stages: Readonly<Record<string, HttpStage>>;
    readonly domains: DomainNames;
    /** Ids of the VPC links of the stack. */
    readonly links: readonly string[];
    /** Listeners of application load balancers, by ARN. */
    readonly listeners: Readonly<Record<string, Listener>>;
    /** Apps by the ARN of the target group that their tasks register with. */
    readonly targets: Readonly<Record<string, TargetApp>>;
    /** Functions of the stack in JavaScript, by name. */
    readonly nodeFunctions: Readonly<Record<string, PermittedFunction>>;
    readonly accountThrottle: Limit;
}
