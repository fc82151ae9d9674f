import {
    appendFileSync,
    cpSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    renameSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { documentFile, documentFiles, integrationNames, webSocketNames } from "../../../stacks/apis/documents";
import { siteSources } from "../../../stacks/edge/site-source";
import type { SiteSettings } from "../../../stacks/settings/site/schema";

const constant = { "application/json": '{"status":"up"}' };

/** A temporary copy of a project's OpenAPI documents with the files beside them, and its Dockerfiles, for a scenario to edit. */
export class ProjectCopy {
    /** The temporary folder, which contains `app`. */
    readonly folder = mkdtempSync(join(tmpdir(), "gatehouse-rehearsal-"));

    /** Copies the documents of the APIs, the Dockerfiles of APIs and pages, and the snapshots of releases. */
    constructor(
        private readonly origin: string,
        names: readonly string[],
    ) {
        for (const name of names) this.addDocument(name, name);
        const snapshots = join(origin, "snapshots");
        if (existsSync(snapshots)) cpSync(snapshots, join(this.folder, "snapshots"), { recursive: true });
    }

    /** Publishes an API of the project under another name too. */
    addDocument(api: string, original: string): void {
        const folder = join(this.folder, "app", api);
        mkdirSync(folder, { recursive: true });
        this.copyFunctions(original, folder);
        for (const file of [...documentFiles([original]), join("app", original, "Dockerfile")]) {
            const path = join(this.origin, file);
            if (existsSync(path)) cpSync(path, join(folder, basename(file)));
        }
    }

    // Integrations and routes may refer to any file of the API's folder, and a pipeline has its files there.
    private copyFunctions(original: string, folder: string): void {
        const from = join(this.origin, "app", original);
        if (![...integrationNames, ...webSocketNames, "pipeline"].some((name) => existsSync(join(from, name)))) return;
        cpSync(from, folder, { recursive: true, filter: (path) => basename(path) !== "node_modules" });
    }

    /** Removes the functions of an API's photo pipeline; returns a function that restores them. */
    removePipeline(api: string): () => void {
        const folder = join(this.folder, "app", api, "pipeline");
        const removed = join(this.folder, `${api}-pipeline`);
        renameSync(folder, removed);
        return () => renameSync(removed, folder);
    }

    /** Adds the source file of a function: a link, so that what it imports is found beside the original. */
    addFunction(file: string): void {
        const copy = join(this.folder, file);
        mkdirSync(dirname(copy), { recursive: true });
        if (!existsSync(copy)) symlinkSync(resolve(this.origin, file), copy);
    }

    /** Copies the sources of a site, and links the packages that it is built with. Their hash, and so their build, is that of the original. */
    addSite(site: SiteSettings): void {
        for (const file of siteSources(this.origin, site)) {
            const copy = join(this.folder, relative(this.origin, file));
            mkdirSync(dirname(copy), { recursive: true });
            cpSync(file, copy);
        }
        const packages = join(site.build, "node_modules");
        if (existsSync(join(this.origin, packages)))
            symlinkSync(resolve(this.origin, packages), join(this.folder, packages));
    }

    /** Changes the pages and the styles of a site, whose folder is `build`, so that its next build has other files. */
    editSite(build: string): void {
        const edits = { html: "<!-- edited -->\n", css: ":root { --edited: 1 }\n" };
        for (const file of readdirSync(join(this.folder, build)))
            for (const [ending, text] of Object.entries(edits))
                if (file.endsWith(`.${ending}`)) appendFileSync(join(this.folder, build, file), text);
    }

    /** Changes the API whose server integrations call; returns a function that restores them. */
    renameBackend(from: string, to: string): () => void {
        const restores = readdirSync(join(this.folder, "app")).flatMap((api) =>
            integrationNames
                .map((name) => join(this.folder, "app", api, name))
                .filter((path) => existsSync(path))
                .map((path) => {
                    const before = readFileSync(path, "utf8");
                    writeFileSync(path, before.replaceAll(new RegExp(`\\bapi: ${from}\\b`, "g"), `api: ${to}`));
                    return () => writeFileSync(path, before);
                }),
        );
        return () => {
            for (const restore of restores) restore();
        };
    }

    /** Changes a document; returns a function that restores it. */
    editDocument(api: string, edit: (document: OpenApiDocument) => void): () => void {
        return this.edit(this.path(api), edit);
    }

    /** Answers an operation of an API without a server by a constant; returns a function that restores its integrations. */
    addConstant(api: string, operation: string): () => void {
        return this.edit<Record<string, unknown>>(this.beside(api, integrationNames), (integrations) => {
            integrations[operation] = { mock: { status: 200 }, responses: { default: { templates: constant } } };
        });
    }

    /** Adds a route with a new function to an API's WebSocket API; returns a function that restores its routes. */
    addRoute(api: string, route: string): () => void {
        const file = `functions/${route}.ts`;
        const path = join(this.folder, "app", api, file);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, "export const handler = async () => ({ statusCode: 200 });\n");
        return this.edit<{ routes: Record<string, unknown> }>(this.beside(api, webSocketNames), ({ routes }) => {
            routes[route] = { function: file, response: true };
        });
    }

    /** Removes the folder. */
    remove(): void {
        rmSync(this.folder, { recursive: true, force: true });
    }

    private edit<Content>(path: string, change: (content: Content) => void): () => void {
        const before = readFileSync(path, "utf8");
        const content: Content = parse(before);
        change(content);
        writeFileSync(path, stringify(content));
        return () => writeFileSync(path, before);
    }

    // The file of an API that has one of these names.
    private beside(api: string, names: readonly string[]): string {
        const found = names.map((name) => join(this.folder, "app", api, name)).find((path) => existsSync(path));
        if (found === undefined) throw new Error(`API "${api}" has no ${names[0]}`);
        return found;
    }

    private path(api: string): string {
        return join(this.folder, documentFile(this.folder, api));
    }
}

/** The part of an OpenAPI document that scenarios edit. */
export interface OpenApiDocument {
    openapi: string;
    servers?: unknown;
    paths: Record<string, unknown>;
}
