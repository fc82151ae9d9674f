import { ServiceError } from "../caller";
import { readBody, sendText } from "../wire/request-body";
import type { HandlerOptions, ServiceHandler } from "../wire/service-handler";
import { signedCaller } from "../wire/signed-caller";
import { stateActions } from "./state-actions";
import type { StateMachine } from "./state-machine";

// An input of 256 KB may be longer in JSON.
const longestBody = 4 * 1024 * 1024;

/** The Step Functions API of state machines, in the JSON protocol. */
export function createStatesHandler(machines: Iterable<StateMachine>, options: HandlerOptions): ServiceHandler {
    const all = [...machines];
    return async (request, response) => {
        response.setHeader("x-amzn-RequestId", options.newId());
        const send = (status: number, value: object) =>
            sendText(response, {
                status,
                headers: { "Content-Type": "application/x-amz-json-1.0" },
                body: JSON.stringify(value),
            });
        try {
            const body = await readBody(request, longestBody);
            if (body === undefined) throw new ServiceError("RequestEntityTooLarge", "", 413);
            const caller = signedCaller(request, body, "states", options);
            const name = String(request.headers["x-amz-target"] ?? "").replace(/^AWSStepFunctions\./, "");
            const action = stateActions[name];
            if (action === undefined)
                throw new ServiceError("UnknownOperationException", `The emulator has no action ${name}`, 404);
            send(200, await action({ machines: all, caller, parameters: parsed(body) }));
        } catch (error) {
            if (!(error instanceof ServiceError)) throw error;
            const { code, message, status } = error;
            send(status, { __type: code, ...(message !== "" && { message }) });
        }
    };
}

function parsed(body: Buffer): unknown {
    try {
        return JSON.parse(body.toString("utf8"));
    } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        throw new ServiceError("SerializationException", "the body is not JSON");
    }
}
