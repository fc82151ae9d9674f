import type { ServiceTarget } from "../../../operation-integration";
import { variablesIn } from "../../../paths";
import type { ServiceResource } from "../resources";
import type { ServiceCall } from "../service-call";

type BucketTarget = Extract<ServiceTarget, { kind: "s3" }>;

// docs.aws.amazon.com/AmazonS3/latest/API: HeadObject needs the permission of GetObject.
const actions = {
    get: { httpMethod: "GET", name: "s3:GetObject", isRead: true },
    head: { httpMethod: "HEAD", name: "s3:GetObject", isRead: true },
    put: { httpMethod: "PUT", name: "s3:PutObject", isRead: false },
    delete: { httpMethod: "DELETE", name: "s3:DeleteObject", isRead: false },
} as const;

/** Headers of an object that a client gets. */
const objectHeaders = ["Content-Type", "ETag", "Last-Modified"] as const;

/**
 * An action on an object (docs.aws.amazon.com/apigateway/latest/developerguide/integrating-api-with-aws-services-s3.html;
 * localstack's test_apigateway_s3 has recorded the bodies). Without the right to list the bucket, which the role does not
 * have, S3 answers 403 for an object that does not exist (docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html).
 */
export function s3Call({ action, key }: BucketTarget, { name }: ServiceResource): ServiceCall {
    const { httpMethod, name: iamAction, isRead } = actions[action];
    return {
        api: `s3:path/${name}/${key.replaceAll("+}", "}")}`,
        httpMethod,
        parameters: {
            ...Object.fromEntries(
                variablesIn(key).map((own) => [`integration.request.path.${own}`, `method.request.path.${own}`]),
            ),
            ...(action === "put" && {
                "integration.request.header.Content-Type": "method.request.header.Content-Type",
            }),
        },
        ...(isRead && {
            headers: Object.fromEntries(objectHeaders.map((own) => [own, `integration.response.header.${own}`])),
            clientError: 404,
        }),
        action: { name: iamAction, word: action },
    };
}
