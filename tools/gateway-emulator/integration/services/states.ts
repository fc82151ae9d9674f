import { ServiceError } from "../../../service-emulator/caller";
import { jsonAction, jsonError, jsonResponse, missing, requireAccess, stringOf } from "./json-protocol";
import { type LocalServices, type Service, unsupported } from "./service";

// Step Functions quotas, "Maximum input or output size".
const maxInput = 262_144;

/**
 * Step Functions: StartExecution and StartSyncExecution. The output of a machine that does not run here is its input.
 * Shapes and errors: recorded, localstack, test_sfn_api.snapshot.json and test_sfn_api_express.snapshot.json.
 */
export const states: Service = async (request, services) => {
    try {
        const { action, parameters } = jsonAction(request);
        if (action !== "StartExecution" && action !== "StartSyncExecution") throw unsupported("Step Functions", action);
        const machineArn = stringOf(parameters, "stateMachineArn");
        if (machineArn === undefined) throw missing("stateMachineArn");
        const [, prefix, machine] = /^(arn:[^:]+:states:[^:]+:\d{12}):stateMachine:([\w-]+)$/.exec(machineArn) ?? [];
        if (prefix === undefined || machine === undefined)
            throw new ServiceError("InvalidArn", `Invalid Arn: '${machineArn}'`);
        requireAccess(request, `states:${action}`, machineArn);
        const type = request.stateMachines[machineArn];
        if (action === "StartSyncExecution" && type === "STANDARD")
            throw new ServiceError(
                "StateMachineTypeNotSupported",
                "This operation is not supported by this type of state machine",
            );
        const input = stringOf(parameters, "input") ?? "{}";
        rejectInput(input);
        const name = stringOf(parameters, "name") ?? services.newId();
        if (!/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u.test(name))
            throw new ServiceError("InvalidName", `Invalid Name: '${name}'`);
        const running = services.running.startExecution(
            action,
            { stateMachineArn: machineArn, name, input },
            request.role,
        );
        if (running !== undefined) {
            const response = jsonResponse(200, await running);
            services.sent.add({ service: "states", action, resource: machine, content: input, details: { name } });
            return response;
        }
        const isExpress = action === "StartSyncExecution" || type === "EXPRESS";
        const executionArn = isExpress
            ? `${prefix}:express:${machine}:${name}:${services.newId()}`
            : `${prefix}:execution:${machine}:${name}`;
        const startDate = isExpress ? services.clock() / 1000 : start(executionArn, input, services);
        services.sent.add({ service: "states", action, resource: machine, content: input, details: { name } });
        if (action === "StartExecution") return jsonResponse(200, { executionArn, startDate });
        return jsonResponse(200, {
            billingDetails: { billedDurationInMilliseconds: 100, billedMemoryUsedInMB: 64 },
            executionArn,
            input,
            inputDetails: { included: true },
            name,
            output: input,
            outputDetails: { included: true },
            startDate,
            stateMachineArn: machineArn,
            status: "SUCCEEDED",
            stopDate: startDate,
        });
    } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        return jsonError(error);
    }
};

// An execution with the same name and input is the same one.
function start(executionArn: string, input: string, { executions, clock }: LocalServices): number {
    const before = executions.get(executionArn);
    if (before !== undefined && before.input !== input)
        throw new ServiceError("ExecutionAlreadyExists", `Execution Already Exists: '${executionArn}'`);
    const started = before ?? { input, startDate: clock() / 1000 };
    executions.set(executionArn, started);
    return started.startDate;
}

function rejectInput(input: string): void {
    if (Buffer.byteLength(input) > maxInput)
        throw new ServiceError(
            "InvalidExecutionInput",
            "Invalid State Machine Execution Input: 'The input is too long'",
        );
    try {
        JSON.parse(input);
    } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        throw new ServiceError("InvalidExecutionInput", `Invalid State Machine Execution Input: '${error.message}'`);
    }
}
