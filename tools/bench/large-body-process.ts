import type { StateResource } from "../cloud-simulator/state/state-resource";
import { analyzerRequests } from "./analyzer-requests";
import { loadCheckers } from "./check-once";
import type { LargeBody } from "./large-body";

const maxBytes = 6 * 1024 * 1024;

// A definition as large as API Gateway accepts, whose operations all require a key and are cached.
function largeDefinition(): string {
    const get = JSON.stringify({
        security: [{ api_key: [] }],
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        "x-amazon-apigateway-integration": {
            type: "http_proxy",
            connectionType: "VPC_LINK",
            connectionId: "${stageVariables.link}",
            uri: "http://${stageVariables.backend}/items/{id}",
            httpMethod: "GET",
            cacheKeyParameters: ["method.request.path.id"],
        },
    });
    const schemes = '{"securitySchemes":{"api_key":{"type":"apiKey","in":"header","name":"x-api-key"}}}';
    const items: string[] = [];
    for (let size = 200; size < maxBytes; size += (items.at(-1)?.length ?? 0) + 1) {
        items.push(`"/items-${items.length}/{id}":{"get":${get}}`);
    }
    return `{"openapi":"3.0.1","components":${schemes},"paths":{${items.slice(0, -1).join(",")}}}`;
}

async function measure(): Promise<LargeBody> {
    const body = largeDefinition();
    const api: StateResource = {
        urn: "urn:pulumi:bench::bench::aws:apigateway/restApi:RestApi::api",
        type: "aws:apigateway/restApi:RestApi",
        inputs: { body },
        outputs: { body },
    };
    const { pack: check } = loadCheckers();
    const { time, violations } = await check(analyzerRequests([api]));
    return { megabytes: body.length / 1024 / 1024, seconds: time / 1000, violations };
}

measure().then((result) => process.stdout.write(JSON.stringify(result)));
