import type * as pulumi from "@pulumi/pulumi";
import type { CanaryCall } from "../../infra/gateway/http/canary-call";
import type { HttpApi } from "../../infra/gateway/http/http-api";
import type { HttpApiKeys } from "../../infra/gateway/http/keys/http-api-keys";
import { accessLogFields } from "../../infra/gateway/http/stage";
import { defaultTimeoutSeconds } from "../../infra/node-function";
import { countLimitedRequests } from "../../infra/watching/http-api-limits";
import type { Watched } from "../../infra/watching/planned-alarms";
import { statusField } from "../settings/gateway/access-log";

/** The watched parts of an HTTP API. */
export interface HttpApiOfStack {
    readonly api: Pick<HttpApi, "apiId" | "stageName" | "accessLogGroup">;
    /** Default: it demands no keys. */
    readonly keys?: Pick<HttpApiKeys, "function" | "tableNames"> | undefined;
    /** Its daily call. Default: none. */
    readonly canaryCall?: Pick<CanaryCall, "ruleName"> | undefined;
}

/** Name of the HTTP API in messages. */
const name = "http-api";

/**
 * Lists the stage of an HTTP API, and counts in its logs what no metric tells.
 * @param stackName name of the stack at AWS.
 */
export function watchedStage(
    { api, keys }: HttpApiOfStack,
    stackName: string,
    parent: pulumi.Resource,
): NonNullable<Watched["httpApis"]> {
    const { apiId, stageName, accessLogGroup } = api;
    // The fields of settings are added to these.
    const status = statusField({ fields: accessLogFields });
    if (status === undefined) throw new Error("the access log of HTTP APIs has no field with the status");
    const logs = { accessLogGroup, keyLogGroup: keys?.function.logGroupName };
    return [{ name, apiId, stageName, ...countLimitedRequests({ stackName, statusField: status, ...logs }, parent) }];
}

/** Lists what a call of an HTTP API needs beside its backend, and its daily call; nothing for a stack without an HTTP API. */
export function behindHttpApi({
    keys,
    canaryCall,
}: Partial<HttpApiOfStack> = {}): Required<Pick<Watched, "functions" | "tables" | "canaryCalls">> {
    const timeoutSeconds = defaultTimeoutSeconds;
    return {
        // No function of an API has two underscores in its name.
        functions: keys ? [{ name: `${name}__keys`, functionName: keys.function.functionName, timeoutSeconds }] : [],
        tables: Object.entries(keys?.tableNames ?? {}).map(([own, tableName]) => ({
            name: `${name}_${own}`,
            tableName,
        })),
        canaryCalls: canaryCall ? [{ name, ruleName: canaryCall.ruleName }] : [],
    };
}
