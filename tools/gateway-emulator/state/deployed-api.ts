import type { BodyAuthorization } from "../../../openapi/authorizers-in-body";
import type { Integration } from "./integration";
import type { PermittedFunction } from "./node-functions";
import type { Role } from "./role";
import type { Stage } from "./stage";
import type { ApiKey, Limit, UsagePlan } from "./usage-plan";

/** A declared parameter of an operation. */
export interface OperationParameter {
    readonly name: string;
    readonly in: "path" | "query" | "header";
    readonly required: boolean;
}

/** A method of a resource of the REST API. */
export interface Operation {
    /** Path with its variables, such as `/pictures/{id}`. */
    readonly path: string;
    /** Upper case; `ANY` covers every method that the resource does not define. */
    readonly method: string;
    readonly apiKeyRequired: boolean;
    /** Absent if no authorizer checks its calls. */
    readonly authorization?: BodyAuthorization;
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

/** The part of a REST API that its body defines. */
export type ApiDefinition = Pick<
    DeployedApi,
    "operations" | "models" | "binaryMediaTypes" | "gatewayResponses" | "keySource" | "resourcePolicy"
>;

/** A deployed REST API with everything that determines its responses. */
export interface DeployedApi {
    readonly id: string;
    readonly name: string;
    readonly operations: readonly Operation[];
    /** Models, for references in the schemas of bodies. */
    readonly models: Readonly<Record<string, object>>;
    /** Media types in lower case whose bodies pass unchanged, such as `image/png`, `image/*` or every type. */
    readonly binaryMediaTypes: readonly string[];
    /** Size in bytes from which responses are compressed. Default: none is. */
    readonly minimumCompressionSize?: number | undefined;
    /** Whether clients call it only inside a VPC; the emulator serves it to this machine. Default: no. */
    readonly isPrivate?: boolean;
    readonly gatewayResponses: Readonly<Record<string, GatewayResponseOverride>>;
    /** The definitions that stages serve in place of the newest one, by the names of their snapshots. Default: none. */
    readonly snapshots?: Readonly<Record<string, ApiDefinition>>;
    readonly stages: Readonly<Record<string, Stage>>;
    /** Its domain names. Default: none. */
    readonly domains?: DomainNames;
    readonly keys: readonly ApiKey[];
    readonly plans: readonly UsagePlan[];
    /** Apps by the id of their VPC link. */
    readonly apps: Readonly<Record<string, readonly App[]>>;
    /** Functions by name. */
    readonly functions: Readonly<Record<string, FunctionApp>>;
    /** Roles that API Gateway may assume to call services of AWS. Default: none. */
    readonly roles?: readonly Role[];
    /** Types of state machines, `STANDARD` or `EXPRESS`, by ARN. Default: none. */
    readonly stateMachines?: Readonly<Record<string, string>>;
    /** Functions of the stack in JavaScript by name, such as those of authorizers. Default: none. */
    readonly nodeFunctions?: Readonly<Record<string, PermittedFunction>>;
    /** Where a call's key is. Default: the header `x-api-key`. */
    readonly keySource?: "HEADER" | "AUTHORIZER";
    /** The resource policy, a document. Default: none. */
    readonly resourcePolicy?: unknown;
    /** ARN of the API, with which those of its methods begin. */
    readonly executionArn: string;
    readonly accountThrottle: Limit;
}
