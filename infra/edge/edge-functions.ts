import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

// These functions run at each request, as JavaScript of runtime 2.0
// (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html).

/**
 * The code that removes a stage's base path from the path of a request, so that the origin gets the path that API Gateway knows.
 *
 * CloudFront normalizes a path to find its behavior, and then sends the raw one (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html,
 * "Path normalization"). So a path that does not begin with a base path, such as `//api/books`, gets 404, and one with dot segments,
 * which could lead out of the stage, 400.
 * @param basePaths without slashes at their ends; longer ones come first.
 * @param header the name of a header, in lower case, that gets the base path. Default: none.
 */
export function stagePathsCode(basePaths: readonly string[], header?: string): string {
    const setHeader = header === undefined ? "" : `\n    request.headers["${header}"] = { value: own };`;
    return `const basePaths = ${JSON.stringify(basePaths.map((path) => `/${path}`))};
function reject(statusCode, statusDescription) {
    const data = JSON.stringify({ message: statusDescription });
    const headers = { "content-type": { value: "application/json" } };
    return { statusCode, statusDescription, headers, body: { encoding: "text", data } };
}
function handler(event) {
    const request = event.request;
    if (/\\/(\\.|%2e){1,2}(\\/|$)/i.test(request.uri)) return reject(400, "Bad Request");
    const own = basePaths.find((path) => request.uri.startsWith(path + "/"));
    if (own === undefined) return reject(404, "Not Found");
    request.uri = request.uri.slice(own.length);${setHeader}
    return request;
}
`;
}

/**
 * The code that responds 400 to a path with dot segments: CloudFront chooses the behavior, and so the cache, by another path than the one
 * that API Gateway gets (as above, "Path normalization").
 */
export const httpPathsCode = `function handler(event) {
    if (!/\\/(\\.|%2e){1,2}(\\/|$)/i.test(event.request.uri)) return event.request;
    return {
        statusCode: 400,
        statusDescription: "Bad Request",
        headers: { "content-type": { value: "application/json" } },
        body: { encoding: "text", data: '{"message":"Bad Request"}' },
    };
}
`;

/** The code that serves the site's index.html at each path without a file name, so that a page may route its own paths. */
export const sitePathsCode = `function handler(event) {
    const request = event.request;
    const file = request.uri.slice(request.uri.lastIndexOf("/") + 1);
    if (!file.includes(".")) request.uri = "/index.html";
    return request;
}
`;

/** The code that responds 404 to each request, without calling the origin. */
export const noSiteCode = `function handler() {
    return {
        statusCode: 404,
        statusDescription: "Not Found",
        headers: { "content-type": { value: "application/json" } },
        body: { encoding: "text", data: '{"message":"Not Found"}' },
    };
}
`;

/**
 * Creates a CloudFront Function of each request, and returns its association with a behavior.
 * @param functionName unique in the account.
 */
export function associateFunction(functionName: string, code: string, comment: string, parent: pulumi.Resource) {
    const { arn } = new aws.cloudfront.Function(
        functionName,
        { name: functionName, runtime: "cloudfront-js-2.0", code, comment, publish: true },
        { parent },
    );
    return { eventType: "viewer-request", functionArn: arn };
}
