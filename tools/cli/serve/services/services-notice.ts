import type { DeployedApi } from "../../../gateway-emulator/state/deployed-api";

/** What the introduction says of the services of a stack. */
export interface ServedServices {
    /** URLs of the stages of WebSocket APIs. */
    readonly webSocketUrls: readonly string[];
    /** Names of the queues that functions read. */
    readonly readQueues: readonly string[];
}

/** Lines for the user on the WebSocket APIs, on how to upload a photo, and on queues; undefined if the stack has none of these. */
export function servicesNotice(
    api: DeployedApi,
    origin: string,
    { webSocketUrls, readQueues }: ServedServices,
): string | undefined {
    const [key] = api.keys.filter(({ enabled }) => enabled);
    const [stage] = Object.keys(api.stages);
    const withKey = `-H 'x-api-key: ${key?.value ?? "KEY"}'`;
    const base = uploadPath(api);
    const lines = [
        ...(webSocketUrls.length === 0 ? [] : [`WebSocket: npx wscat ${withKey} -c ${webSocketUrls[0]}`]),
        ...webSocketUrls.slice(1).map((url) => `           ${url}`),
        ...(base === undefined || stage === undefined
            ? []
            : [
                  "Upload a photo, and see what becomes of it:",
                  `  curl -H 'content-type: image/jpeg' ${withKey} --data-binary @photo.jpg ${origin}/${stage}${base}`,
                  `  curl ${withKey} ${origin}/${stage}${base}/all`,
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
