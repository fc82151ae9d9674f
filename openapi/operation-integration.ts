import type { FileLine } from "./problem";

/** An AWS service that the gateway itself calls, by its key in `integrations.yaml`. */
export const serviceNames = ["sqs", "sns", "kinesis", "stepFunctions", "dynamodb", "eventBridge", "s3"] as const;

/** Key of an AWS service in `integrations.yaml`. */
export type ServiceName = (typeof serviceNames)[number];

/** The answer of an operation: a constant one, the API's own server without proxy, a function, or an AWS service. */
export type IntegrationTarget =
    | { readonly kind: "mock"; readonly status: number }
    | {
          readonly kind: "backend";
          /** Name of the API whose server it is. Default: its own. */
          readonly api?: string;
          readonly method: string;
          readonly path: string;
      }
    | { readonly kind: "lambda"; readonly function: string; readonly proxy: boolean }
    | ServiceTarget;

/** A resource of an AWS service, and the action on it. */
export type ServiceTarget =
    | { readonly kind: "sqs"; readonly name: string; readonly messageGroup?: string }
    | { readonly kind: "sns"; readonly name: string }
    | { readonly kind: "kinesis"; readonly name: string; readonly partitionKey: string }
    | {
          readonly kind: "stepFunctions";
          readonly name: string;
          /** Whether the call waits for the end of the execution, which only an express state machine offers. */
          readonly sync: boolean;
      }
    | {
          readonly kind: "dynamodb";
          /** `own` is the table of the API's settings. */
          readonly name: string;
          readonly action: "GetItem" | "Query";
          /** The parameter of the request with the value of each key attribute, a string. */
          readonly key: Readonly<Record<string, string>>;
      }
    | {
          readonly kind: "eventBridge";
          readonly name: string;
          readonly source: string;
          readonly detailType: string;
      }
    | {
          readonly kind: "s3";
          readonly name: string;
          /** Key of the object, with variables of the path such as `{id}`. */
          readonly key: string;
          readonly action: "get" | "put" | "head" | "delete";
      };

/** How a body is converted between text and bytes. */
export type ContentHandling = "CONVERT_TO_TEXT" | "CONVERT_TO_BINARY";

/** Mapping templates (VTL) by media type. */
export type Templates = Readonly<Record<string, string>>;

/** A response of the integration, as the gateway maps it to one of the operation. */
export interface MappedResponse {
    /** Default: that of the service's default response, or the operation's first successful status. */
    readonly status?: number;
    /** Mapping expressions by the name of the header. */
    readonly headers: Readonly<Record<string, string>>;
    /** Default: those of the service's default response; without any, the body is passed on. */
    readonly templates?: Templates;
    readonly contentHandling?: ContentHandling;
}

/** The integration of an operation, as `integrations.yaml` declares it. */
export interface OperationIntegration {
    /** The operation as its file names it, such as `placeOrder` or `POST /orders`, and where. */
    readonly key: string;
    readonly source: FileLine;
    readonly target: IntegrationTarget;
    readonly request: {
        /** Default: those of the service. */
        readonly templates?: Templates;
        /** Mapping expressions by parameter of the integration, such as `integration.request.header.X-Tenant`. */
        readonly parameters: Readonly<Record<string, string>>;
    };
    /** By `default` or a regular expression of the status, or of the error message of a function. */
    readonly responses: Readonly<Record<string, MappedResponse>>;
    readonly contentHandling?: ContentHandling;
    readonly passthrough?: "when_no_match" | "when_no_templates" | "never";
    readonly timeoutSeconds?: number;
}

/** The integrations of an API by operation, such as `post /orders`. */
export type Integrations = Readonly<Record<string, OperationIntegration>>;

/** Key of an operation among the integrations of its API. */
export function integrationKey({ method, path }: { readonly method: string; readonly path: string }): string {
    return `${method} ${path}`;
}

/** Whether the gateway calls an AWS service with a role for that. */
export function isService(target: IntegrationTarget): target is ServiceTarget {
    return (serviceNames as readonly string[]).includes(target.kind);
}
