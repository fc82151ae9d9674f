import { ServiceError } from "../caller";
import { readBody, sendText } from "../wire/request-body";
import type { HandlerOptions, ServiceHandler } from "../wire/service-handler";
import { signedCaller } from "../wire/signed-caller";
import { type XmlContent, xmlDocument } from "../wire/xml";
import { publish, publishBatch, type SnsCall } from "./publish-actions";
import type { Topic } from "./topic";

const namespace = "http://sns.amazonaws.com/doc/2010-03-31/";

// A message of 256 KB may be three times as long in a form.
const longestBody = 4 * 1024 * 1024;

const actions: Readonly<Record<string, (call: SnsCall) => XmlContent>> = {
    Publish: publish,
    PublishBatch: publishBatch,
};

/**
 * The SNS API of topics, in the Query protocol.
 * @param findTopic the topic with an ARN; undefined if there is none.
 */
export function createSnsHandler(
    findTopic: (arn: string) => Topic | undefined,
    options: HandlerOptions,
): ServiceHandler {
    return async (request, response) => {
        const requestId = options.newId();
        const send = (status: number, body: string) =>
            sendText(response, {
                status,
                headers: { "Content-Type": "text/xml", "x-amzn-RequestId": requestId },
                body,
            });
        try {
            const body = await readBody(request, longestBody);
            if (body === undefined) throw new ServiceError("RequestEntityTooLarge", "", 413);
            const caller = signedCaller(request, body, "sns", options);
            const parameters = new Map(new URLSearchParams(body.toString("utf8")));
            const name = parameters.get("Action");
            if (name === undefined)
                throw new ServiceError("MissingAction", "The request must contain the parameter Action");
            const action = actions[name];
            if (action === undefined)
                throw new ServiceError("InvalidAction", `The emulator has no action ${name} of SNS`);
            const result = action({ parameters, caller, findTopic });
            const content = { [`${name}Result`]: result, ResponseMetadata: { RequestId: requestId } };
            send(200, xmlDocument(`${name}Response`, content, namespace));
        } catch (error) {
            if (!(error instanceof ServiceError)) throw error;
            const { code, message, status } = error;
            const content = { Error: { Type: "Sender", Code: code, Message: message }, RequestId: requestId };
            send(status, xmlDocument("ErrorResponse", content, namespace));
        }
    };
}
