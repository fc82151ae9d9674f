import { remove } from "./connections";
import type { ConnectionEvent, RouteResponse } from "./events";

/** `$disconnect`: deletes the connection. API Gateway calls it as a best effort; what it misses, a push or the expiry deletes. */
export async function handler({ requestContext }: ConnectionEvent): Promise<RouteResponse> {
    await remove(requestContext);
    return { statusCode: 200 };
}
