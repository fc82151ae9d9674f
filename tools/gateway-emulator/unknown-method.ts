import { createHash } from "node:crypto";
import { GatewayError } from "./errors/gateway-error";
import { type GatewayRequest, headerValues } from "./http/message";

/**
 * What a request for no method of the API ends with. API Gateway takes it for one that is to be signed: where an
 * `Authorization` header is no signature, such as a bearer token, it complains of that (the text is in
 * awslabs/time-addressable-media-store#8; what exactly is hashed is not known, here it is the header's value).
 */
export function unknownMethod({ headers }: GatewayRequest): GatewayError {
    const [authorization] = headerValues(headers, "authorization");
    if (authorization === undefined || authorization.startsWith("AWS4-")) {
        return new GatewayError("MISSING_AUTHENTICATION_TOKEN");
    }
    const hash = createHash("sha256").update(authorization).digest("base64");
    const message = `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${hash}'.`;
    return new GatewayError("INVALID_SIGNATURE", message, "the path or the method is not in the API");
}
