import type { GatewayRequest, GatewayResponse } from "../../gateway-emulator/http/message";
import type { HttpServed } from "../../http-emulator/finished";
import type { Stack } from "../project/project";
import type { Progress } from "../terminal/progress";
import type { ServableStack } from "./bring-up";
import { type DocsSource, docsResponse } from "./docs/docs-site";
import type { EdgePlaces } from "./edge/edge-places";
import { LocalEdge } from "./edge/local-edge";
import { type ServeFlags, withSource } from "./flags";
import { httpDocument } from "./http/http-document";
import { localPath } from "./local-callers";
import type { LocalGateway } from "./local-gateway";
import { rejectedRequest } from "./own-paths";

const starting: GatewayResponse = {
    status: 503,
    headers: [["Content-Type", "text/plain"]],
    body: Buffer.from("The gateway is starting.\n"),
};

/** Responds to requests: with what the command itself serves, or through the edge if there is one, or from the gateway. */
export class Responder {
    private readonly edge: LocalEdge | undefined;
    private readonly tally = new Tally();
    private docs: DocsSource | undefined;

    /** @param print receives lines for the user. */
    constructor(
        private readonly flags: ServeFlags,
        private readonly gateway: LocalGateway,
        private readonly live: Progress,
        private readonly print: (line: string) => void,
    ) {
        this.edge = flags.edge ? this.createEdge() : undefined;
    }

    /**
     * Replaces the documentation and the edge.
     * @param folder folder that holds `app`.
     * @returns where the parts of the edge are; undefined without one.
     * @throws {UsageError} if the flags want an edge and the stack has none.
     */
    publish(stack: Stack, servable: ServableStack, folder: string): EdgePlaces | undefined {
        const places = this.edge?.publish(stack, servable);
        const { api, http, httpClients: clients, published } = servable;
        const ofHttp = http && { document: httpDocument(http, stack, folder), clients };
        this.docs = { stackName: stack.name, api, published, stagePaths: places?.stagePaths, http: ofHttp };
        return places;
    }

    /** Responds to a request. */
    async respond(request: GatewayRequest): Promise<GatewayResponse> {
        const own = rejectedRequest(request, this.flags.host) ?? (this.docs && docsResponse(request, this.docs));
        if (own !== undefined) return own;
        const sourced = withSource(request, this.flags);
        if (this.edge === undefined || request.url.startsWith(localPath)) return this.call(sourced);
        const served = await this.edge.serve(sourced);
        // The gateway counts the others.
        if (served?.cache === "hit") this.tally.add(served);
        return served?.response ?? starting;
    }

    private async call(request: GatewayRequest): Promise<GatewayResponse> {
        const served = await this.gateway.serve(request);
        if (served === undefined) return starting;
        this.tally.add(served);
        if (this.flags.explain && served.logLine !== undefined) this.print(served.logLine);
        if (process.stderr.isTTY) this.live.tick(this.tally.line());
        return served.response;
    }

    private createEdge(): LocalEdge {
        const { country, explain: explains } = this.flags;
        const gateway = (request: GatewayRequest) => this.call(request);
        return new LocalEdge({ country, explains, log: this.print, gateway });
    }
}

// Types of the gateway's responses, and what the function that checks an HTTP API's keys says of a rejected call.
const throttled = ["THROTTLED", "QUOTA_EXCEEDED"];
const throttledByKey = ["rate exceeded", "quota exceeded"];

/** Counts requests and their outcomes for a status line. */
export class Tally {
    private requests = 0;
    private hits = 0;
    private throttled = 0;
    private failed = 0;

    /** Counts a response. */
    add({ response, cache, errorType = "", reason = "" }: HttpServed): void {
        this.requests++;
        if (cache === "hit") this.hits++;
        if (throttled.includes(errorType) || throttledByKey.includes(reason)) this.throttled++;
        if (response.status >= 500) this.failed++;
    }

    /** The status line, such as `12 requests · 5 from the cache · 0 throttled · 0 failed`. */
    line(): string {
        const requests = `${this.requests} request${this.requests === 1 ? "" : "s"}`;
        return `${requests} · ${this.hits} from the cache · ${this.throttled} throttled · ${this.failed} failed`;
    }
}
