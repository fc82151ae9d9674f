import type { ClientDocument } from "../../../openapi/clients/client-document";
import { postmanCollection } from "../../../openapi/clients/postman";
import { swaggerDocument } from "../../../openapi/clients/swagger";
import type { PublishedStage } from "../../gateway-emulator/state/published-stages";

interface Format {
    /** How AWS names it: `exportType` of GetExport. */
    readonly exportType: "oas30" | "swagger";
    /** Extensions that AWS adds to it. Default: none. */
    readonly extension?: "postman";
    readonly derive: (document: ClientDocument) => object;
}

/** The formats of `npm run export`, by name. */
export const formats: Readonly<Record<"oas30" | "swagger" | "postman", Format>> = {
    oas30: { exportType: "oas30", derive: (document) => document },
    swagger: { exportType: "swagger", derive: swaggerDocument },
    postman: { exportType: "oas30", extension: "postman", derive: postmanCollection },
};

/** The name of a format. */
export type ExportFormat = keyof typeof formats;

/**
 * The command with which AWS exports a deployed stage (docs.aws.amazon.com/apigateway/latest/api/API_GetExport.html).
 * @param stackName the stack whose output has the id of the REST API. Absent: the state's id is AWS's own.
 */
export function awsCommand(stage: PublishedStage, format: ExportFormat, stackName: string | undefined): string {
    const { name, restApiId, invokeUrl } = stage;
    const { exportType, extension } = formats[format];
    const region = /\.execute-api\.([a-z0-9-]+)\./.exec(invokeUrl ?? "")?.[1];
    const id = stackName === undefined ? restApiId : `"$(pulumi stack output restApiId --stack ${stackName})"`;
    const words = [
        "aws apigateway get-export",
        `--rest-api-id ${id}`,
        `--stage-name ${name}`,
        `--export-type ${exportType}`,
        ...(extension === undefined ? [] : [`--parameters extensions=${extension}`]),
        ...(region === undefined ? [] : [`--region ${region}`]),
        `${exportType}.json`,
    ];
    return words.join(" ");
}
