import { z } from "zod";
import type { ClientDocument, ClientServer } from "../../../openapi/clients/client-document";
import { readDocuments } from "../../../stacks/apis/documents";
import { authorizersOf } from "../../../stacks/settings/authorizers/authorizers";
import { projectName, type Stack } from "../project/project";
import { httpDocument } from "./http-document";
import { localOrigin } from "./servers";

/** Name of the only stage of an HTTP API. */
export const httpStage = "$default";

/** A document for clients, and the command with which AWS exports the deployed API. */
export interface Exported {
    readonly document: ClientDocument;
    readonly command: string;
}

/** An HTTP API that is deployed. */
export interface DeployedHttp {
    readonly id: string;
    /** URL at AWS's host name. */
    readonly url: string;
}

/** Names of the APIs of a stack that its HTTP API publishes. */
export const httpApiNames = ({ settings: { apis } }: Stack): string[] =>
    Object.keys(apis).filter((name) => apis[name]?.publishedBy === "http");

const apiForm = z.object({
    id: z.string(),
    outputs: z.object({ protocolType: z.literal("HTTP"), apiEndpoint: z.string() }),
});

/** Finds the HTTP API in a state; undefined without one. */
export function deployedHttp(resources: readonly { readonly type: string }[]): DeployedHttp | undefined {
    const [found] = resources
        .filter(({ type }) => type === "aws:apigatewayv2/api:Api")
        .flatMap((resource) => apiForm.safeParse(resource).data ?? []);
    return found && { id: found.id, url: found.outputs.apiEndpoint };
}

/**
 * Derives the document of the HTTP API of a stack from its documents and settings.
 * @param deployed the API in a state. Default: its id is a variable.
 */
export function httpExport(
    stack: Stack,
    folder: string,
    { api }: { readonly api?: string | undefined },
    deployed?: DeployedHttp,
): Exported {
    const title = `${projectName}-${stack.name}`;
    const authorizers = authorizersOf(title, stack.settings);
    const servers = httpServers(stack, deployed);
    const apis = readDocuments(folder, api === undefined ? httpApiNames(stack) : [api], {}, authorizers);
    const needsKeys = stack.settings.httpApi?.keys === "required";
    return {
        document: httpDocument({ title, apis, authorizers, needsKeys, servers }),
        command: awsCommand(stack, deployed),
    };
}

// CloudFront alone calls the domain name behind it.
function httpServers(
    { config, settings: { edge, httpApi } }: Stack,
    deployed: DeployedHttp | undefined,
): ClientServer[] {
    const local = { url: localOrigin, description: "npm run serve" };
    if (edge !== undefined) return [{ url: `https://${edge.name}` }, local];
    const variables = {
        httpApiId: { default: "a1b2c3d4e5", description: "Output `httpApiId` of the stack; this one is an example." },
    };
    const endpoint =
        deployed === undefined
            ? { url: `https://{httpApiId}.execute-api.${String(config["aws:region"])}.amazonaws.com`, variables }
            : { url: deployed.url };
    return [
        ...(httpApi?.domain ? [{ url: `https://${httpApi.domain.name}` }] : []),
        ...(httpApi?.defaultEndpoint === "disabled" ? [] : [endpoint]),
        local,
    ];
}

// docs.aws.amazon.com/apigateway/latest/developerguide/http-api-export.html; it exports no Swagger and no collection of Postman.
function awsCommand({ name, config }: Stack, deployed: DeployedHttp | undefined): string {
    const id = deployed?.id ?? `"$(pulumi stack output httpApiId --stack ${name})"`;
    const words = [
        `aws apigatewayv2 export-api --api-id ${id}`,
        `--stage-name '${httpStage}' --specification OAS30 --output-type JSON`,
        `--region ${String(config["aws:region"])} oas30.json`,
    ];
    return words.join(" ");
}
