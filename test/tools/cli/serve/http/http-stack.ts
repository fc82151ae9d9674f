import { createHash } from "node:crypto";
import { functionCode } from "../../../../../stacks/apis/function-code";
import type { StateResource } from "../../../../../tools/cloud-simulator/state/state-resource";
import { outputs, resource } from "../../../http-emulator/state/http-api-resources";
import { arnOf, nodeFunction } from "../services/state";

/** A client's key, what it may call, and how often at once. */
export interface SampleClient {
    readonly key: string;
    readonly apis?: readonly string[];
    readonly burst?: number;
}

/** Bases of the APIs of the state by name. */
const apis = { "books-service": "/api/books", authors: "/api/authors" };
const functionName = "shop-http-keys";
const component = "urn:pulumi:dev::shop::gatehouse:gateway:HttpApiKeys$gatehouse:storage:Table$";

/**
 * The state of a stack with an HTTP API in front of app/books-service and app/authors.
 * @param clients clients by name. Default: the API has no keys.
 */
export async function httpStack(clients?: Readonly<Record<string, SampleClient>>): Promise<StateResource[]> {
    const integrationOf = (api: string) => `integration-${api}`;
    const isKeyed = clients !== undefined;
    const routes = Object.entries(apis).flatMap(([api, base]) =>
        [base, `${base}/{id}`].map((path) =>
            resource("aws:apigatewayv2/route:Route", `route-${path}`, {
                ...outputs.route,
                routeKey: `GET ${path}`,
                target: `integrations/${integrationOf(api)}`,
                authorizationType: isKeyed ? "CUSTOM" : "NONE",
            }),
        ),
    );
    return [
        resource("aws:apigatewayv2/api:Api", "api1", {
            ...outputs.api,
            routeSelectionExpression: "$request.method $request.path",
        }),
        resource("aws:apigatewayv2/vpcLink:VpcLink", "link1", {}),
        resource("aws:apigatewayv2/stage:Stage", "$default", { ...outputs.stage, routeSettings: [] }),
        resource("aws:lb/loadBalancer:LoadBalancer", "lb1", outputs.balancer),
        resource("aws:lb/listener:Listener", "listener1", outputs.listener),
        ...routes,
        ...Object.entries(apis).flatMap(([api, base]) => backend(api, base, integrationOf(api))),
        ...(isKeyed ? await keys(clients) : []),
    ];
}

function backend(api: string, base: string, integrationId: string): StateResource[] {
    const targetGroupArn = `arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/${api}`;
    const service = resource("aws:ecs/service:Service", `service-${api}`, { loadBalancers: [{ targetGroupArn }] });
    const { requestParameters: _, responseParameters: __, ...integration } = outputs.integration;
    return [
        resource("aws:apigatewayv2/integration:Integration", integrationId, integration),
        resource("aws:lb/listenerRule:ListenerRule", `rule-${api}`, {
            ...outputs.rule,
            conditions: [{ pathPattern: { values: [base, `${base}/*`] } }],
            actions: [{ type: "forward", targetGroupArn }],
        }),
        service,
        {
            urn: `urn:pulumi:dev::shop::gatehouse:fargate:Service::${api}`,
            type: "gatehouse:fargate:Service",
            outputs: { backend: { api, compute: { urn: service.urn } }, environment: {} },
        },
    ];
}

async function keys(clients: Readonly<Record<string, SampleClient>>): Promise<StateResource[]> {
    const { archive } = functionCode("http-api/key-authorizer");
    if (!("path" in archive)) throw new Error("the function's code is no folder");
    const variables = { KEYS_TABLE: "shop-keys", USAGE_TABLE: "shop-usage", API_PATHS: JSON.stringify(apis) };
    const actions = ["dynamodb:GetItem", "dynamodb:UpdateItem"];
    const table = (name: string, hashKey: string): StateResource => ({
        urn: `${component}aws:dynamodb/table:Table::${name}`,
        type: "aws:dynamodb/table:Table",
        outputs: { name, hashKey, attributes: [{ name: hashKey, type: "S" }] },
    });
    const values = Object.fromEntries(Object.entries(clients).map(([name, { key }]) => [name, key]));
    return [
        ...nodeFunction(functionName, String(await archive.path), actions, variables),
        resource("aws:lambda/permission:Permission", "permission1", {
            function: functionName,
            principal: "apigateway.amazonaws.com",
            sourceArn: `${outputs.api.executionArn}/authorizers/auth1`,
        }),
        resource("aws:apigatewayv2/authorizer:Authorizer", "auth1", {
            ...outputs.authorizer,
            authorizerUri: `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/${arnOf("lambda", `function:${functionName}`)}/invocations`,
            authorizerResultTtlInSeconds: 0,
        }),
        table("shop-keys", "keyHash"),
        table("shop-usage", "counter"),
        ...Object.entries(clients).map(([name, client]) => item(name, client)),
        resource("pulumi:pulumi:Stack", "shop-dev", { httpApiKeyValues: secret(values) }),
    ];
}

// In the forms of infra/gateway/http/keys/key-item.ts and of a secret in a state.
function item(name: string, { key, apis: own, burst = 50 }: SampleClient): StateResource {
    const attributes = {
        keyHash: { S: createHash("sha256").update(key).digest("hex") },
        client: { S: name },
        plan: { S: "standard" },
        // So few that a test never gets one back.
        requestsPerSecond: { N: "0.001" },
        burst: { N: String(burst) },
        ...(own && { apis: { L: own.map((api) => ({ S: api })) } }),
    };
    const outputs = { tableName: "shop-keys", hashKey: "keyHash", item: secret(JSON.stringify(attributes)) };
    return resource("aws:dynamodb/tableItem:TableItem", name, outputs);
}

function secret(value: unknown): object {
    const signature = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
    return { ...signature, plaintext: JSON.stringify(value) };
}
