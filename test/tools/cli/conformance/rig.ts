import assert from "node:assert/strict";
import { once } from "node:events";
import { conformanceCommand } from "../../../../tools/cli/conformance/conformance-command";
import type { GatewayDependencies } from "../../../../tools/gateway-emulator/gateway";
import { createGatewayServer } from "../../../../tools/gateway-emulator/http/http-server";
import type { GatewayResponse } from "../../../../tools/gateway-emulator/http/message";
import type { DeployedApi } from "../../../../tools/gateway-emulator/state/deployed-api";
import type { MethodSettings, Stage } from "../../../../tools/gateway-emulator/state/stage";
import { bench, ok, operation, sampleApi, settings, stage } from "../../gateway-emulator/sample-api";

const cors = { "gatewayresponse.header.Access-Control-Allow-Origin": "'*'" };

/** The plan of the correct API's client. */
export const plan = { rate: 10, burst: 60 };

/** Returns an OPTIONS mock with the given headers. */
export function preflight(headers: Readonly<Record<string, string>>) {
    const responseParameters = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [`method.response.header.${name}`, `'${value}'`]),
    );
    return operation("OPTIONS", "/pictures", {
        apiKeyRequired: false,
        integration: {
            type: "mock",
            requestTemplates: { "application/json": '{"statusCode": 204}' },
            responses: { default: { statusCode: "204", responseParameters, responseTemplates: {} } },
        },
    });
}

/** The headers of a preflight response that allows every page. */
export const open = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET,OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type,X-Api-Key",
};

const keys = ["method.request.querystring.limit", "method.request.header.Accept-Language"];

/** The cached GET of the correct API, whose responses depend on a query parameter and a header. */
export const listed = operation("GET", "/pictures", { integration: { cacheKeyParameters: keys } });

/** Returns the operation that returns a picture by its id. */
export function picture(...cacheKeyParameters: string[]) {
    return operation("GET", "/pictures/{id}", {
        integration: {
            uri: "http://${stageVariables.host}/pictures/{id}",
            requestParameters: { "integration.request.path.id": "method.request.path.id" },
            cacheKeyParameters,
        },
    });
}

/** Returns a stage with changed settings for all methods, which does not cache the views. */
export function stageWith(changes: Partial<MethodSettings> = {}, views: Partial<MethodSettings> = {}): Stage {
    const all = { ...settings, cacheTtlInSeconds: 60, ...changes };
    return { ...stage, methodSettings: { "*/*": all, "~1views/GET": { ...all, cachingEnabled: false, ...views } } };
}

/** The operations of the correct API. */
export const operations = [
    listed,
    picture("method.request.path.id"),
    operation("GET", "/views"),
    preflight(open),
] as const;

/** Returns an API that complies with every rule. */
export function correctApi(changes: Partial<DeployedApi> = {}): DeployedApi {
    return sampleApi({
        operations,
        stages: { Test: stageWith() },
        plans: [{ id: "p1", name: "standard", stages: [{ stage: "Test", throttles: {} }], throttle: plan }],
        gatewayResponses: {
            DEFAULT_4XX: { responseParameters: cors, responseTemplates: {} },
            DEFAULT_5XX: { responseParameters: cors, responseTemplates: {} },
        },
        ...changes,
    });
}

/** The result of a run. */
export interface Outcome {
    readonly code: number;
    readonly output: string;
    /** Lines that do not hold. */
    readonly open: readonly string[];
}

/** All the flags that are needed to check everything. */
export const allFlags = [
    ...["--ttl", "60", "--volatile", "/views", "--rate", String(plan.rate), "--burst", String(plan.burst)],
    ...[
        "--vary",
        "query:limit=1,2",
        "--vary",
        "header:Accept-Language=de,en",
        "--vary",
        "path:/pictures/a,/pictures/b",
    ],
    ...["--origin", "https://example.com", "--direct", "http://127.0.0.1:1"],
];

/**
 * Runs the suite against an API; pauses take no time, but advance the clocks of the gateway and the backend.
 * @param flags flags in addition to URL, key and path; `ORIGIN` is replaced by the gateway's origin.
 * @param change changes each response.
 */
export async function check(
    api: DeployedApi,
    flags: readonly string[] = allFlags,
    change: (response: GatewayResponse) => GatewayResponse = (response) => response,
    dependencies: Partial<GatewayDependencies> = {},
): Promise<Outcome> {
    const responses = async () =>
        ok("[]", [
            ["date", new Date(made.now).toUTCString()],
            ["access-control-allow-origin", "*"],
        ]);
    const made = bench(api, { responses, ...dependencies });
    const server = createGatewayServer(
        async ({ method, url, headers }) => {
            const { response } = await made.send(method, url, Object.fromEntries(headers));
            return change({ ...response, headers: [...response.headers, ["Date", new Date(made.now).toUTCString()]] });
        },
        (error) => assert.fail(String(error)),
    );
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    try {
        const address = server.address();
        assert.ok(typeof address === "object" && address !== null);
        const origin = `http://127.0.0.1:${address.port}`;
        const given = flags.map((flag) => flag.replace("ORIGIN", origin));
        let output = "";
        const code = await conformanceCommand(
            ["--url", `${origin}/Test`, "--key", "key-of-web", "--path", "/pictures", ...given],
            (text) => {
                output += text;
            },
            async (milliseconds) => {
                made.now += milliseconds;
            },
        );
        const open = output.split("\n").filter((line) => / · (broken|not checked): /.test(line));
        return { code, output, open };
    } finally {
        server.close();
        server.closeAllConnections();
    }
}
