import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

// These functions run at each request, as JavaScript of runtime 2.0
// (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html).

/**
 * The code that removes a stage's base path from the path of a request, so that the origin gets the path that API Gateway knows.
 * @param basePaths without slashes at their ends; longer ones come first.
 */
export function stagePathsCode(basePaths: readonly string[]): string {
    return `const basePaths = ${JSON.stringify(basePaths.map((path) => `/${path}`))};
function handler(event) {
    const request = event.request;
    const own = basePaths.find((path) => request.uri.startsWith(path + "/"));
    if (own !== undefined) request.uri = request.uri.slice(own.length);
    return request;
}
`;
}

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
