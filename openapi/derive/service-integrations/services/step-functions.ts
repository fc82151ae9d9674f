import type { ServiceTarget } from "../../../operation-integration";
import type { ServiceResource } from "../resources";
import { constantHeader, jsonString, type ServiceCall } from "../service-call";
import type { ResponseStatuses } from "../statuses";

/**
 * StartExecution, or StartSyncExecution (docs.aws.amazon.com/step-functions/latest/dg/tutorial-api-gateway.html). The latter
 * answers 200 for a failed execution too (docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html).
 */
export function stepFunctionsCall(
    { sync }: Extract<ServiceTarget, { kind: "stepFunctions" }>,
    { arn }: ServiceResource,
    { serverError }: ResponseStatuses,
): ServiceCall {
    const action = sync ? "StartSyncExecution" : "StartExecution";
    return {
        api: `states:action/${action}`,
        httpMethod: "POST",
        parameters: constantHeader("Content-Type", "application/x-amz-json-1.0"),
        request: `{"input":${jsonString("$input.json('$')")},"stateMachineArn":"${arn}"}`,
        response: sync ? syncResponse(serverError) : executionName,
        action: { name: `states:${action}`, word: sync ? "start-sync" : "start" },
    };
}

// The name after arn:aws:states:<region>:<account>:execution:<state machine>: the ARN itself is nothing to a client.
const executionName = `#set($parts = $input.path('$.executionArn').split(":"))
{"execution":"$parts[7]"}`;

const syncResponse = (serverError: number) => `#if($input.path('$.status') == "SUCCEEDED")
$input.path('$.output')
#else
#set($context.responseOverride.status = ${serverError})
{"message":"The execution failed"}
#end`;
