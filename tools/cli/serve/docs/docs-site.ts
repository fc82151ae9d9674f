import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ClientDocument, clientDocument } from "../../../../openapi/clients/client-document";
import {
    type GatewayRequest,
    type GatewayResponse,
    type HeaderList,
    pathOf,
} from "../../../gateway-emulator/http/message";
import type { DeployedApi } from "../../../gateway-emulator/state/deployed-api";
import type { PublishedStage } from "../../../gateway-emulator/state/published-stages";
import { contentSecurityPolicy, type DocsPage, docsPage } from "./docs-page";

/**
 * Path of the documentation. No stage, base path of a domain name or API can have it, as none of their names has a tilde.
 */
export const docsPath = "/~docs/";

/** The stack whose APIs are documented: by one page for each stage of its REST API, and by one for its HTTP API. */
export interface DocsSource {
    readonly stackName: string;
    readonly api?: DeployedApi | undefined;
    readonly published: readonly PublishedStage[];
    /** Path of each stage, such as `/api/test`. Default: its name. */
    readonly stagePaths?: Readonly<Record<string, string>> | undefined;
    /** Default: the stack has no HTTP API. */
    readonly http?: { readonly document: ClientDocument; readonly clients: DocsPage["clients"] } | undefined;
}

/** A page with its document. */
interface Documented extends Pick<DocsPage, "name" | "label" | "title" | "clients"> {
    readonly document: ClientDocument;
}

/**
 * Responds to a request for the documentation of a stack's APIs: pages of Swagger UI, each with its OpenAPI document.
 * @returns undefined if the path is not the documentation's.
 */
export function docsResponse(request: GatewayRequest, source: DocsSource): GatewayResponse | undefined {
    const path = pathOf(request);
    if (path === docsPath.slice(0, -1)) return redirect(docsPath);
    if (!path.startsWith(docsPath)) return undefined;
    if (!["GET", "HEAD"].includes(request.method)) return text(405, "Only GET and HEAD.");
    const [name = "", file, ...more] = path.slice(docsPath.length).split("/");
    const pages = pagesOf(source);
    const [first] = pages;
    if (name === "" && file === undefined && first !== undefined) return redirect(`${docsPath}${first.name}/`);
    if (name === ".assets" && more.length === 0) return asset(file ?? "") ?? missing;
    const page = pages.find((each) => each.name === name);
    if (page === undefined || more.length > 0) return missing;
    if (file === undefined) return redirect(`${docsPath}${name}/`);
    if (file === "openapi.json") return ok("application/json", JSON.stringify(page.document));
    return file === "" ? ok("text/html; charset=utf-8", pageText(page, pages, source)) : missing;
}

function pagesOf(source: DocsSource): Documented[] {
    const { published, http } = source;
    const stages = published.map((stage) => ({
        name: stage.name,
        label: stage.name,
        title: `Stage ${stage.name}`,
        clients: clientsOf(stage, source.api),
        document: localDocument(stage, source),
    }));
    // The name of the API's stage at AWS, which no stage of a REST API can have.
    return http === undefined
        ? stages
        : [...stages, { name: "$default", label: "HTTP API", title: "HTTP API", ...http }];
}

function localDocument({ name, body }: PublishedStage, { stagePaths = {} }: DocsSource): ClientDocument {
    // Relative, so that the requests of the page have its own origin, whatever the name of this machine in the browser.
    return taggedByApi(clientDocument({ body, servers: [{ url: stagePaths[name] ?? `/${name}` }] }));
}

// Swagger UI shows a group for each tag; here it is the API, the first segment of a path.
function taggedByApi(document: ClientDocument): ClientDocument {
    const paths = Object.entries(document.paths).map(([path, item]) => {
        const tags = path.split("/").slice(1, 2);
        const operations = Object.entries(item).map(([method, operation]) => [method, { ...operation, tags }]);
        return [path, Object.fromEntries(operations)];
    });
    return { ...document, paths: Object.fromEntries(paths) };
}

function clientsOf({ name }: PublishedStage, api: DeployedApi | undefined): DocsPage["clients"] {
    if (api === undefined) return [];
    const plans = api.plans.filter(({ stages }) => stages.some(({ stage }) => stage === name));
    const keys = api.keys.filter(({ enabled, planIds }) => enabled && plans.some(({ id }) => planIds.includes(id)));
    return keys.map((key) => ({ name: key.name.replace(`${api.name}-`, ""), key: key.value }));
}

function pageText({ document, ...page }: Documented, pages: readonly Documented[], { stackName }: DocsSource): string {
    const schemes = Object.entries(document.components.securitySchemes ?? {});
    const [keyScheme] = schemes.find(([, { name }]) => String(name).toLowerCase() === "x-api-key") ?? [];
    return docsPage({ ...page, stackName, pages, keyScheme });
}

const ownAssets: Readonly<Record<string, string>> = { "page.js": "text/javascript", "page.css": "text/css" };
const swaggerAssets: Readonly<Record<string, string>> = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "favicon-32x32.png": "image/png",
};

function asset(name: string): GatewayResponse | undefined {
    if (Object.hasOwn(ownAssets, name)) return ok(String(ownAssets[name]), readFileSync(join(__dirname, name)));
    if (!Object.hasOwn(swaggerAssets, name)) return undefined;
    return ok(String(swaggerAssets[name]), readFileSync(require.resolve(`swagger-ui-dist/${name}`)));
}

function ok(contentType: string, body: string | Buffer): GatewayResponse {
    return { status: 200, headers: [...common, ["Content-Type", contentType]], body: Buffer.from(body) };
}

function redirect(location: string): GatewayResponse {
    return { status: 302, headers: [...common, ["Location", location]], body: Buffer.alloc(0) };
}

function text(status: number, message: string): GatewayResponse {
    return { status, headers: [...common, ["Content-Type", "text/plain"]], body: Buffer.from(`${message}\n`) };
}

const common: HeaderList = [
    ["Content-Security-Policy", contentSecurityPolicy],
    ["X-Content-Type-Options", "nosniff"],
    ["Cache-Control", "no-store"],
];

const missing = text(404, `There is no such page of the documentation; it begins at ${docsPath}`);
