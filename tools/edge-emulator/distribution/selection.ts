import { headerValues } from "../../gateway-emulator/http/message";
import { cookiesOf, type EdgeRequest, queryPairs } from "../request/edge-request";
import type { Selection } from "../state/deployed-edge";

/** Whether a name takes part. Names of headers are given in lower case, those of parameters and cookies as they are. */
export function isSelected({ behavior, names }: Selection, name: string): boolean {
    switch (behavior) {
        case "all":
            return true;
        case "none":
            return false;
        case "listed":
            return names.includes(name);
        case "allExcept":
            return !names.includes(name);
    }
}

/** The parameters of a request's query that one of the selections has. */
export function selectedQuery({ query }: EdgeRequest, ...selections: readonly Selection[]) {
    return queryPairs(query).filter(([name]) => selections.some((each) => isSelected(each, name)));
}

/** The cookies of a request that one of the selections has. */
export function selectedCookies(request: EdgeRequest, ...selections: readonly Selection[]) {
    return cookiesOf(request).filter(([name]) => selections.some((each) => isSelected(each, name)));
}

/** Headers that CloudFront makes of a request, where a policy lists them (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html); the others are left out. */
export function cloudFrontHeaders({ country, sourceIp }: EdgeRequest): readonly (readonly [string, string])[] {
    return [
        ["CloudFront-Viewer-Country", country],
        ["CloudFront-Viewer-Address", `${sourceIp}:443`],
        ["CloudFront-Forwarded-Proto", "https"],
    ];
}

/** The value of a header, of the viewer or of CloudFront, by its name in lower case; empty without one. */
export function keyedHeader(request: EdgeRequest, name: string): string {
    const generated = cloudFrontHeaders(request).find(([each]) => each.toLowerCase() === name);
    return generated?.[1] ?? headerValues(request.headers, name).join(",");
}
