import type { ClientServer } from "../../../openapi/clients/client-document";
import type { PublishedStage } from "../../gateway-emulator/state/published-stages";

/** The default port of `npm run serve`. */
export const localOrigin = "http://127.0.0.1:8080";

/**
 * The URLs of a stage: below its domain names, at API Gateway's default endpoint in the form of an export by AWS, and on localhost.
 * @param isDeployed whether the id of the REST API is one of AWS; otherwise it is a variable with the simulated cloud's.
 */
export function stageServers(stage: PublishedStage, isDeployed: boolean): ClientServer[] {
    const { name, restApiId, invokeUrl, domainUrls } = stage;
    const basePath = { default: name, description: "Name of the stage." };
    const id = {
        default: restApiId,
        description: "Output `restApiId` of the stack; this one is of the simulated cloud.",
    };
    const endpoint = invokeUrl?.slice(0, invokeUrl.lastIndexOf("/"));
    return [
        ...domainUrls.map((url) => ({ url })),
        ...(endpoint === undefined
            ? []
            : isDeployed
              ? [{ url: `${endpoint}/{basePath}`, variables: { basePath } }]
              : [
                    {
                        url: `${endpoint.replace(restApiId, "{restApiId}")}/{basePath}`,
                        variables: { restApiId: id, basePath },
                    },
                ]),
        { url: `${localOrigin}/${name}`, description: "npm run serve" },
    ];
}
