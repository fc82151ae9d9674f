import type * as pulumi from "@pulumi/pulumi";
import type { AccessStatement } from "../../access-policy";
import { NodeFunction } from "../../node-function";
import type { Connections } from "./connections";
import type { ConnectAuthorizer, Route } from "./routes";

/** A function from the folder of the API. */
export interface OwnFunction {
    /** A name that is unique in the API, such as `functions-status`. */
    readonly key: string;
    readonly code: pulumi.asset.Archive;
}

/** Arguments of the functions that answer routes. */
export interface RouteFunctionsArgs {
    /** Where the API key of a new connection is. */
    readonly key: "header" | "subprotocol" | "authorizer";
    /** Code of Gatehouse's own functions. */
    readonly codes: Readonly<Record<GatehouseFunction, pulumi.asset.Archive>>;
    /** Routes besides `$connect`, `$disconnect` and `$default`, by their key. */
    readonly routes: Readonly<Record<string, OwnFunction & { readonly response: boolean }>>;
    /** The API's own function that decides who may connect. Default: none. */
    readonly authorizer?: (OwnFunction & Pick<ConnectAuthorizer, "identitySources">) | undefined;
    /** Environment variables of the API's own functions. */
    readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
    /** Permissions of the API's own functions. */
    readonly access: readonly AccessStatement[];
    /** Name at AWS of what the API needs, such as its function `websocket_connect`, of a maximum length. */
    readonly nameOf: (part: string, maxLength: number) => string;
    readonly tracing: boolean;
    /** Days for which logs are retained. */
    readonly logRetentionDays: number;
}

/** The functions that Gatehouse brings along, by their files in `functions/websocket`. */
export type GatehouseFunction = "connect" | "disconnect" | "default" | "push" | "subprotocol-authorizer";

/** Maximum length of a function's name (FunctionName in the API reference of CreateFunction). */
const maxFunctionName = 64;

/** Seconds for which API Gateway waits for a route's response (integration timeout in the developer guide, apigateway-execution-service-websocket-limits-table.html). */
const routeTimeout = 29;

/** Name at AWS of a function of a WebSocket API. */
export function functionNameOf({ nameOf }: Pick<RouteFunctionsArgs, "nameOf">, part: string): string {
    return nameOf(`websocket_${part}`, maxFunctionName);
}

/** Creates the functions of all routes; each of Gatehouse's own has the one permission on the table that it needs. */
export function createRouteFunctions(
    name: string,
    args: RouteFunctionsArgs,
    connections: Connections,
    parent: pulumi.Resource,
): Route[] {
    const WEB_SOCKET_TABLE = connections.tableName;
    const WEB_SOCKET_ACTIONS = Object.keys(args.routes).sort().join();
    const own = (
        part: keyof typeof args.codes,
        environment: RouteFunctionsArgs["environment"],
        access: AccessStatement[],
    ) => create(name, args, part, { code: args.codes[part], environment, access }, parent);
    const byKey = new Map<string, ReturnType<typeof create>>();
    const ofApi = ({ key, code }: OwnFunction) => {
        const { environment, access } = args;
        const created = byKey.get(key) ?? create(name, args, `route_${key}`, { code, environment, access }, parent);
        byKey.set(key, created);
        return created;
    };
    const connect = own("connect", { WEB_SOCKET_TABLE }, [connections.access("dynamodb:PutItem")]);
    const disconnect = own("disconnect", { WEB_SOCKET_TABLE }, [connections.access("dynamodb:DeleteItem")]);
    return [
        { label: "connect", key: "$connect", ...connect, response: false },
        { label: "disconnect", key: "$disconnect", ...disconnect, response: false },
        { label: "default", key: "$default", ...own("default", { WEB_SOCKET_ACTIONS }, []), response: true },
        ...Object.entries(args.routes).map(([route, { response, ...code }]) => ({
            ...{ label: `route_${route}`, key: route, response },
            ...ofApi(code),
        })),
    ];
}

/** Creates the function that decides who may connect, if the API has one, or its clients send their key as a subprotocol. */
export function createConnectAuthorizer(
    name: string,
    args: RouteFunctionsArgs,
    parent: pulumi.Resource,
): ConnectAuthorizer | undefined {
    const { authorizer, environment, access } = args;
    if (args.key === "subprotocol") {
        const code = args.codes["subprotocol-authorizer"];
        const created = create(name, args, "authorizer", { code, environment: {}, access: [] }, parent);
        return { ...created, identitySources: ["route.request.header.Sec-WebSocket-Protocol"] };
    }
    if (authorizer === undefined) return undefined;
    const created = create(name, args, "authorizer", { code: authorizer.code, environment, access }, parent);
    // Without a source, it is called for every connection; AWS accepts that
    // (hashicorp/terraform-provider-aws, internal/service/apigatewayv2/authorizer_test.go, testAccAuthorizerConfig_basic).
    return { ...created, identitySources: authorizer.identitySources };
}

function create(
    name: string,
    args: RouteFunctionsArgs,
    part: string,
    own: {
        readonly code: pulumi.asset.Archive;
        readonly environment: RouteFunctionsArgs["environment"];
        readonly access: readonly AccessStatement[];
    },
    parent: pulumi.Resource,
) {
    const { tracing, logRetentionDays } = args;
    const functionName = functionNameOf(args, part);
    const created = new NodeFunction(
        `${name}_websocket_${part}`,
        { functionName, ...own, timeoutSeconds: routeTimeout, tracing, logRetentionDays },
        { parent },
    );
    return { function: created, functionName };
}
