import type { PublishedStage } from "../../gateway-emulator/state/published-stages";
import { type ExportFormat, formats } from "./formats";

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
