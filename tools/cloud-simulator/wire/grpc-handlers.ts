import { type handleUnaryCall, type ServerUnaryCall, status } from "@grpc/grpc-js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { errorMessage } from "../../error-message";
import type { PropertyMap } from "../state/property-values";
import { PartialCreateError } from "./partial-create-error";

/** A gRPC handler out of a function; what the function throws becomes the call's error, with its message. */
export function unary<Request, Response>(
    answer: (request: Request, call: ServerUnaryCall<Request, Response>) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
    return async (call, callback) => {
        try {
            callback(null, await answer(call.request, call));
        } catch (error) {
            if (error instanceof PartialCreateError) callback(error.asServiceError());
            else callback({ code: status.UNKNOWN, details: errorMessage(error) });
        }
    };
}

/** The properties inside a protobuf struct; none if there is no struct. */
export function fromStruct(struct: Struct | undefined): PropertyMap {
    return struct ? (struct.toJavaScript() as PropertyMap) : {};
}

/** Properties as a protobuf struct; properties without value are left out. */
export function toStruct(properties: PropertyMap): Struct {
    return Struct.fromJavaScript(properties);
}
