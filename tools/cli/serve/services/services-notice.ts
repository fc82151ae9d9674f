import type { DeployedApi } from "../../../gateway-emulator/state/deployed-api";
import type { WebSocketPlace } from "./local-environment";

/** The services of a stack that the introduction names. */
export interface ServedServices {
    /** The stages of WebSocket APIs. */
    readonly webSocketPlaces: readonly WebSocketPlace[];
    /** Names of the queues that functions read. */
    readonly readQueues: readonly string[];
}

/**
 * Lines for the user on the WebSocket APIs, on how to upload a photo, and on queues; undefined if the stack has none of these.
 * @param origin where the command listens.
 * @param stagePaths path of each stage below the distribution. Default: the names of the stages.
 */
export function servicesNotice(
    api: DeployedApi,
    origin: string,
    { webSocketPlaces, readQueues }: ServedServices,
    stagePaths: Readonly<Record<string, string>> = {},
): string | undefined {
    const [key] = api.keys.filter(({ enabled }) => enabled);
    const [stage] = Object.keys(api.stages);
    const withKey = `-H 'x-api-key: ${key?.value ?? "KEY"}'`;
    const base = uploadPath(api);
    const url = `${origin}${stagePaths[stage ?? ""] ?? `/${stage}`}${base}`;
    const lines = [
        ...webSocketPlaces.map(({ url: address, readsSubprotocol }) => {
            const encoded = Buffer.from(key?.value ?? "KEY").toString("base64url");
            return `WebSocket: npx wscat ${readsSubprotocol ? `-s gatehouse -s key.${encoded}` : withKey} -c ${address}`;
        }),
        ...(base === undefined || stage === undefined
            ? []
            : [
                  "Upload a photo, and see what becomes of it:",
                  `  curl -H 'content-type: image/jpeg' ${withKey} --data-binary @photo.jpg ${url}`,
                  `  curl ${withKey} ${url}/all`,
              ]),
        ...(readQueues.length === 0
            ? []
            : [`Functions get the messages of ${readQueues.join(", ")}; what they give up is reported here.`]),
    ];
    return lines.length === 0 ? undefined : lines.join("\n");
}

// Where a photo itself can be posted: beside the operation that issues signed forms.
function uploadPath({ operations }: DeployedApi): string | undefined {
    const posts = operations.filter(({ method }) => method === "POST").map(({ path }) => path);
    return posts.find((path) => posts.includes(`${path.replace(/\/$/, "")}/uploads`))?.replace(/\/$/, "");
}
