import type * as pulumi from "@pulumi/pulumi";
import type { ApplicationLoadBalancer } from "../../infra/backends/application-load-balancer";
import type { CanaryCall } from "../../infra/gateway/http/canary-call";
import type { HttpApi } from "../../infra/gateway/http/http-api";
import type { HttpApiKeys } from "../../infra/gateway/http/keys/http-api-keys";
import { accessLogFields } from "../../infra/gateway/http/stage";
import { defaultTimeoutSeconds } from "../../infra/node-function";
import { countLimitedRequests } from "../../infra/watching/http-api-limits";
import type { Watched } from "../../infra/watching/planned-alarms";
import { statusField } from "../settings/gateway/access-log";

/** The watched parts of a stack's HTTP API. */
export interface HttpApiOfStack {
    readonly api: {
        readonly api: Pick<HttpApi, "apiId" | "stageName" | "accessLogGroup">;
        /** Undefined if it demands no keys. */
        readonly keys: Pick<HttpApiKeys, "function" | "tableNames"> | undefined;
        /** Undefined without a daily call. */
        readonly canaryCall: Pick<CanaryCall, "functionName"> | undefined;
        /** The distribution in front of it, and the log group of its access log. Default: none. */
        readonly edge?:
            | { readonly distributionId: pulumi.Output<string>; readonly accessLogGroup: string | undefined }
            | undefined;
    };
    /** The load balancer in front of its backends. */
    readonly loadBalancer: Pick<ApplicationLoadBalancer, "target" | "form">;
}

/** Name of the HTTP API in messages. */
const name = "http-api";

/**
 * Lists the stage of an HTTP API, and counts in its logs what no metric tells.
 * @param stackName name of the stack at AWS.
 */
export function watchedStage(
    { api: { api, keys } }: HttpApiOfStack,
    stackName: string,
    parent: pulumi.Resource,
): NonNullable<Watched["httpApis"]> {
    const { apiId, stageName, accessLogGroup } = api;
    const status = statusField({ fields: accessLogFields });
    if (status === undefined) throw new Error("the access log of HTTP APIs has no field with the status");
    const logs = { accessLogGroup, keyLogGroup: keys?.function.logGroupName };
    return [{ name, apiId, stageName, ...countLimitedRequests({ stackName, statusField: status, ...logs }, parent) }];
}

/** Lists what is behind the stage of an HTTP API, what else a call needs, and its daily call; nothing for a stack without an HTTP API. */
export function behindHttpApi(
    http: HttpApiOfStack | undefined,
): Required<Pick<Watched, "loadBalancers" | "functions" | "tables" | "canaryCalls">> {
    if (http === undefined) return { loadBalancers: [], functions: [], tables: [], canaryCalls: [] };
    const { loadBalancer, api } = http;
    const { keys, canaryCall } = api;
    const timeoutSeconds = defaultTimeoutSeconds;
    return {
        loadBalancers: [{ ...loadBalancer.target, form: loadBalancer.form }],
        // No function of an API has two underscores in its name.
        functions: keys ? [{ name: `${name}__keys`, functionName: keys.function.functionName, timeoutSeconds }] : [],
        tables: Object.entries(keys?.tableNames ?? {}).map(([own, tableName]) => ({
            name: `${name}_${own}`,
            tableName,
        })),
        canaryCalls: canaryCall ? [{ name, functionName: canaryCall.functionName }] : [],
    };
}
