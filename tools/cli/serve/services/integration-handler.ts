import { createHash, randomUUID } from "node:crypto";
import { localServices, type Service } from "../../../gateway-emulator/integration/services/service";
import type { RunningResources } from "../../../gateway-emulator/integration/services/running-resources";
import { readBody } from "../../../service-emulator/wire/request-body";
import type { HandlerOptions, ServiceHandler } from "../../../service-emulator/wire/service-handler";
import { verifySignature } from "../../../service-emulator/wire/verify-signature";

const maxBody = 2 * 1024 * 1024;

/** The API of a service for SDKs, by what the gateway's integrations have of it. */
export function integrationHandler(
    service: Service,
    name: string,
    running: RunningResources,
    place: { readonly partition: string; readonly region: string; readonly accountId: string },
    { find, now }: HandlerOptions,
): ServiceHandler {
    const local = localServices({ running, clock: now, newId: randomUUID });
    return async (request, response) => {
        const body = (await readBody(request, maxBody)) ?? Buffer.alloc(0);
        const payloadHash = createHash("sha256").update(body).digest("hex");
        const signed = { method: request.method ?? "POST", url: request.url ?? "/", headers: request.headers };
        const verified = verifySignature(signed, { find, service: name, region: place.region, now: now(), payloadHash });
        if (verified.kind !== "verified") {
            response.writeHead(403).end("InvalidClientTokenId");
            return;
        }
        const headers = Object.fromEntries(Object.entries(request.headers).map(([key, value]) => [key, String(value)]));
        const answer = await service(
            {
                place,
                target: { kind: "path", text: "" },
                method: "POST",
                query: [],
                headers: { ...headers, accept: "text/xml" },
                body,
                role: verified.caller,
                stateMachines: {},
            },
            local,
        );
        response.writeHead(answer.status, answer.headers.flat());
        response.end(answer.body);
    };
}
