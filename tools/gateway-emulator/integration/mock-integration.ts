import { parse, YAMLError } from "yaml";
import { z } from "zod";
import { GatewayError } from "../errors/gateway-error";
import type { EndpointRequest, EndpointResponse } from "./custom/endpoint";

const statusSchema = z.object({ statusCode: z.number().int() });

/**
 * The response of a mock integration's endpoint: the status that its request yields, without a body.
 * The request need not be JSON: `{statusCode: 200}`, which aws-cdk generates, is accepted (recorded: localstack,
 * test_integration_mock_with_path_param), so it is read as YAML.
 * @throws {GatewayError} API_CONFIGURATION_ERROR if it has no status.
 */
export function mockEndpoint({ body }: EndpointRequest): EndpointResponse {
    const { data } = statusSchema.safeParse(parsed(body.toString("utf8")));
    if (data === undefined)
        throw new GatewayError(
            "API_CONFIGURATION_ERROR",
            undefined,
            "the mock's request template yields no statusCode",
        );
    return { status: data.statusCode, headers: [], body: Buffer.alloc(0), isTraced: false };
}

function parsed(text: string): unknown {
    if (!text.trimStart().startsWith("{")) return undefined;
    try {
        return parse(text, { logLevel: "error" });
    } catch (error) {
        if (error instanceof YAMLError) return undefined;
        throw error;
    }
}
