import type { InvocationResult, Invoke } from "../../../tools/gateway-emulator/integration/lambda/web-adapter";
import type { Served } from "../../../tools/gateway-emulator/served";
import type { DeployedApi } from "../../../tools/gateway-emulator/state/deployed-api";
import { bench, operation, sampleApi, stage } from "./sample-api";

const place = "eu-central-1:123456789012";
const uri = `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/arn:aws:lambda:${place}:function:shop_quotes:\${stageVariables.quotesAlias}/invocations`;

/** Methods of a function's API. */
export const quotesOperations = ["GET", "POST"].flatMap((method) =>
    ["/quotes", "/quotes/{id}"].map((path) =>
        operation(method, path, { integration: { type: "aws_proxy", httpMethod: "POST", uri } }),
    ),
);

/** An API that is served by the function `shop_quotes`, whose alias `Test` only the stage `Test` may invoke. */
export function functionApi(changes: Partial<DeployedApi> = {}): DeployedApi {
    const variables = { quotesAlias: "Test" };
    return sampleApi({
        operations: quotesOperations,
        stages: { Test: { ...stage, cacheClusterEnabled: false, variables } },
        apps: {},
        functions: {
            shop_quotes: {
                name: "quotes",
                environment: { AWS_LWA_REMOVE_BASE_PATH: "/quotes" },
                aliases: { Test: [`arn:aws:execute-api:${place}:api1/Test/*`] },
            },
        },
        ...changes,
    });
}

/** Sends a request to an API whose function returns a result, and returns the response. */
export function returning(
    result: InvocationResult | object,
    headers: Readonly<Record<string, string>> = { "x-api-key": "key-of-web" },
    changes: Partial<DeployedApi> = {},
): Promise<Served> {
    const invoke: Invoke = async () =>
        "kind" in result ? (result as InvocationResult) : { kind: "payload", payload: JSON.stringify(result) };
    return bench(functionApi(changes), { invoke }).send("GET", "/Test/quotes", headers);
}
