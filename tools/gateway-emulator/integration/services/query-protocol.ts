import type { ServiceError } from "../../../service-emulator/caller";
import type { ServiceRequest, ServiceResponse } from "./service";

/** The parameters of a request in AWS's query protocol: those of the form in the body, and those of the URL. */
export function queryParameters({ target, query, headers, body }: ServiceRequest): ReadonlyMap<string, string> {
    const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
    const form = isForm ? [...new URLSearchParams(body.toString("utf8"))] : [];
    const action = target.kind === "action" ? [["Action", target.text] as const] : [];
    return new Map<string, string>([...query, ...form, ...action]);
}

/** The values of a list of names and values, such as `MessageAttribute.1.Name` and `MessageAttribute.1.Value.StringValue`. */
export function namedValues(
    parameters: ReadonlyMap<string, string>,
    prefixes: readonly string[],
): Record<string, Record<string, string>> {
    const found: Record<string, Record<string, string>> = {};
    for (const prefix of prefixes) {
        for (let index = 1; parameters.has(`${prefix}.${index}.Name`); index++) {
            const start = `${prefix}.${index}.Value.`;
            const values = [...parameters].filter(([name]) => name.startsWith(start));
            const name = parameters.get(`${prefix}.${index}.Name`) ?? "";
            found[name] = Object.fromEntries(values.map(([key, value]) => [key.slice(start.length), value]));
        }
    }
    return found;
}

/** An element of a response: text, none, or elements by name. */
export type Element = string | null | { readonly [name: string]: Element };

/**
 * A response in the query protocol: XML, or JSON if the request accepts it, as those of API Gateway do by default (recorded:
 * localstack, test_sqs_request_and_response_xml_templates_integration).
 */
export function queryResponse(
    request: ServiceRequest,
    namespace: string,
    action: string,
    result: Readonly<Record<string, string | null>>,
    requestId: string,
): ServiceResponse {
    const metadata = { ResponseMetadata: { RequestId: requestId } };
    const content = { [`${action}Result`]: result, ...metadata };
    return encoded(request, namespace, `${action}Response`, content, { [`${action}Response`]: content }, 200);
}

/** An error in the query protocol. */
export function queryError(
    request: ServiceRequest,
    namespace: string,
    { code, message, status }: ServiceError,
    requestId: string,
): ServiceResponse {
    const content = { Error: { Type: "Sender", Code: code, Message: message, Detail: null }, RequestId: requestId };
    const json = { Error: { Code: code, Message: message, Type: "Sender" }, RequestId: requestId };
    return encoded(request, namespace, "ErrorResponse", content, json, status);
}

function encoded(
    { headers }: ServiceRequest,
    namespace: string,
    root: string,
    content: Element,
    json: object,
    status: number,
): ServiceResponse {
    if (headers.accept === undefined || headers.accept.includes("json"))
        return { status, headers: [["Content-Type", "application/json"]], body: Buffer.from(JSON.stringify(json)) };
    const text = `<?xml version="1.0"?><${root} xmlns="${namespace}">${xml(content)}</${root}>`;
    return { status, headers: [["Content-Type", "text/xml"]], body: Buffer.from(text) };
}

/** Elements as XML; one without a value is left out. */
export function xml(element: Element): string {
    if (element === null) return "";
    if (typeof element === "string")
        return element.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    return Object.entries(element)
        .filter(([, child]) => child !== null)
        .map(([name, child]) => `<${name}>${xml(child)}</${name}>`)
        .join("");
}
