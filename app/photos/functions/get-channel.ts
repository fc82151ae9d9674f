import { json, OperationError, operation } from "../photos/operation";

/** Returns the URL of the WebSocket API's stage that has the name of the stage which answers. */
export const handler = operation(async ({ requestContext: { stage } }) => {
    const { WEB_SOCKET_ENDPOINT: endpoint } = process.env;
    if (!endpoint) throw new OperationError(404, "This stack has no channel.");
    return json(200, { url: `${endpoint}/${stage}` });
});
