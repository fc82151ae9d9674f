import type { HeaderList } from "../../http/message";
import type { Mapped } from "../parameters";

/** The request of an integration that is not a proxy, after its mappings. */
export interface EndpointRequest {
    readonly method: string;
    /** Values of the variables in the integration's `uri`. */
    readonly path: Readonly<Record<string, string>>;
    readonly query: Mapped;
    /** Names in lower case. */
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Buffer;
}

/** What an endpoint responds, before the mappings of the integration response. */
export interface EndpointResponse {
    readonly status: number;
    readonly headers: HeaderList;
    readonly body: Buffer;
    /** What the patterns of integration responses are matched with. Default: the status. */
    readonly selection?: string;
    /** Whether the client gets `X-Amzn-Trace-Id`. */
    readonly isTraced: boolean;
}
