import { z } from "zod";
import { deniedMessage, ServiceError } from "../../../service-emulator/caller";
import type { ServiceRequest, ServiceResponse } from "./service";

const objectSchema = z.record(z.string(), z.unknown());

/**
 * The action of a request in AWS's JSON protocol, and its parameters.
 * @throws {ServiceError} if the action is unknown or the body is not a JSON object.
 */
export function jsonAction({ target, headers, body }: ServiceRequest): {
    action: string;
    parameters: Readonly<Record<string, unknown>>;
} {
    const action = target.kind === "action" ? target.text : headers["x-amz-target"]?.split(".").at(-1);
    if (!action) throw new ServiceError("UnknownOperationException", "", 404);
    const { data } = objectSchema.safeParse(parsed(body));
    if (data === undefined) throw new ServiceError("SerializationException", "the body is not a JSON object");
    return { action, parameters: data };
}

/** A response in the JSON protocol. */
export function jsonResponse(status: number, value: unknown): ServiceResponse {
    return {
        status,
        headers: [["Content-Type", "application/x-amz-json-1.1"]],
        body: Buffer.from(JSON.stringify(value)),
    };
}

/** An error in the JSON protocol. */
export function jsonError({ code, message, status }: ServiceError): ServiceResponse {
    return jsonResponse(status, { __type: code, ...(message !== "" && { message }) });
}

/** @throws {ServiceError} AccessDeniedException if the request's role does not allow the action. */
export function requireAccess({ role }: ServiceRequest, action: string, resource: string): void {
    if (role.allows(action, resource)) return;
    throw new ServiceError("AccessDeniedException", deniedMessage(role, action, resource));
}

/** A string among parameters; undefined if it is absent or of another type. */
export function stringOf(parameters: Readonly<Record<string, unknown>>, name: string): string | undefined {
    const value = parameters[name];
    return typeof value === "string" ? value : undefined;
}

/** The error for a required parameter that is absent; its name begins in lower case in AWS's messages. */
export function missing(name: string): ServiceError {
    const member = name.charAt(0).toLowerCase() + name.slice(1);
    return new ServiceError(
        "ValidationException",
        `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
    );
}

function parsed(body: Buffer): unknown {
    try {
        return JSON.parse(body.toString("utf8"));
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}
