import { GatewayError } from "../../errors/gateway-error";
import { headerValues } from "../../http/message";
import type { UnverifiedBehavior } from "../../http/unverified-behavior";
import { contextVariable, type Overrides } from "../../mapping/context";
import { inputVariable } from "../../mapping/input";
import { type Rendered, renderTemplate } from "../../mapping/render";
import { TemplateError } from "../../mapping/template-error";
import { utilVariable } from "../../mapping/util";
import type { Call } from "../../request/call-context";
import type { DeployedApi } from "../../state/deployed-api";
import { eventHeaders } from "../proxy-headers";

/** What the templates of a call are rendered with. */
export interface TemplateScope {
    readonly call: Call;
    readonly api: DeployedApi;
    readonly overrides: Overrides;
    readonly unverified: UnverifiedBehavior;
}

/**
 * Renders a mapping template of a call's integration.
 * @param body `$input.body`.
 * @throws {GatewayError} API_CONFIGURATION_ERROR if the template cannot be evaluated.
 */
export function renderForCall(template: string, body: string, scope: TemplateScope): Rendered {
    const { call, overrides, unverified } = scope;
    const values = {
        input: inputVariable(body, {
            path: call.pathParameters,
            querystring: Object.fromEntries(call.query),
            header: Object.fromEntries(requestHeaders(scope)),
        }),
        context: contextVariable({ ...derived(scope), ...call.context }, overrides),
        stageVariables: { ...call.variables },
        util: utilVariable,
    };
    try {
        return renderTemplate(template, values, unverified.emptyStringIsTrue);
    } catch (error) {
        if (!(error instanceof TemplateError)) throw error;
        throw new GatewayError("API_CONFIGURATION_ERROR", undefined, error.message);
    }
}

// `$input.params()` has the headers that a function receives (recorded: localstack, TestApiGatewayHeaderRemapping[AWS]).
function requestHeaders({ call, api, unverified: { forwardsApiKey } }: TemplateScope) {
    return eventHeaders(call.request.headers, {
        apiId: api.id,
        sourceIp: call.request.sourceIp,
        forwardedFor: headerValues(call.request.headers, "x-forwarded-for").at(-1),
        traceId: call.context.xrayTraceId ?? "",
        forwardsApiKey,
    });
}

// Values that only templates need; the access log must not have the key.
function derived({ call, api }: TemplateScope): Record<string, string | undefined> {
    const [domainName] = headerValues(call.request.headers, "host");
    const [key] = headerValues(call.request.headers, "x-api-key");
    return {
        apiId: api.id,
        accountId: api.executionArn.split(":")[4],
        stage: call.stage.name,
        domainName,
        domainPrefix: domainName?.split(".")[0],
        "identity.apiKey": call.operation.apiKeyRequired ? key : undefined,
    };
}
