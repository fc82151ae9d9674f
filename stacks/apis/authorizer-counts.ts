import type { Authorizers } from "../../openapi/authorizer";
import type { Settings } from "../settings/schema";
import { usedAuthorizers } from "./authorized-operations";
import type { PublishedDocuments } from "./authorizer-types";

/**
 * Authorizers of an API. AWS raises the quota of an API on request, once the API exists (docs.aws.amazon.com/apigateway/latest/developerguide,
 * api-gateway-execution-service-limits-table.html and http-api-quotas.html).
 */
const maxAuthorizers = 10;

/**
 * Checks that neither API has more authorizers than API Gateway creates, which an update would find out halfway. Each has those that its
 * operations require, and an HTTP API one more for its keys; a signature is checked without an authorizer.
 */
export function authorizerCountProblems(
    { httpApi }: Pick<Settings, "httpApi">,
    authorizers: Authorizers,
    { rest, http }: PublishedDocuments,
): string[] {
    const countIn = (documents: PublishedDocuments["rest"]) =>
        Object.values(usedAuthorizers(documents, authorizers)).filter(({ type }) => type !== "iam").length;
    const problem = (count: number, publisher: string, most: number, why: string) =>
        count > most
            ? [
                  `gatehouse:authorizers: got ${count} authorizers of operations of the ${publisher} API, want at most ${most} ${why}`,
              ]
            : [];
    const hasKeys = httpApi?.keys === "required";
    return [
        ...problem(countIn(rest), "REST", maxAuthorizers, "beside those of type iam"),
        ...(hasKeys
            ? problem(countIn(http), "HTTP", maxAuthorizers - 1, "beside that of `gatehouse:httpApi.keys: required`")
            : problem(countIn(http), "HTTP", maxAuthorizers, "with `gatehouse:httpApi.keys: none`")),
    ];
}
