import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { documentFile, documentFiles, integrationNames } from "../../../stacks/documents";

/** A temporary copy of a project's OpenAPI documents with the files beside them, and its Dockerfiles, for a scenario to edit. */
export class ProjectCopy {
    /** The temporary folder, which contains `app`. */
    readonly folder = mkdtempSync(join(tmpdir(), "gatehouse-rehearsal-"));

    /** Copies the documents of the APIs, and the Dockerfiles of APIs and pages. */
    constructor(
        private readonly origin: string,
        names: readonly string[],
    ) {
        for (const name of names) this.addDocument(name, name);
    }

    /** Publishes an API of the project under another name too. */
    addDocument(api: string, original: string): void {
        const folder = join(this.folder, "app", api);
        mkdirSync(folder, { recursive: true });
        this.copyIntegrations(original, folder);
        for (const file of [...documentFiles([original]), join("app", original, "Dockerfile")]) {
            const path = join(this.origin, file);
            if (existsSync(path)) cpSync(path, join(folder, basename(file)));
        }
    }

    /** Adds the source file of a function: a link, so that what it imports is found beside the original. */
    addFunction(file: string): void {
        const copy = join(this.folder, file);
        mkdirSync(dirname(copy), { recursive: true });
        if (!existsSync(copy)) symlinkSync(resolve(this.origin, file), copy);
    }

    // They may refer to any file of the API's folder.
    private copyIntegrations(original: string, folder: string): void {
        const [found] = integrationNames
            .map((name) => join(this.origin, "app", original, name))
            .filter((path) => existsSync(path));
        if (found === undefined) return;
        cpSync(dirname(found), folder, { recursive: true, filter: (path) => basename(path) !== "node_modules" });
    }

    /** Changes a document; returns a function that restores it. */
    editDocument(api: string, edit: (document: OpenApiDocument) => void): () => void {
        const before = readFileSync(this.path(api), "utf8");
        const document: OpenApiDocument = parse(before);
        edit(document);
        writeFileSync(this.path(api), stringify(document));
        return () => writeFileSync(this.path(api), before);
    }

    /** Removes the folder. */
    remove(): void {
        rmSync(this.folder, { recursive: true, force: true });
    }

    private path(api: string): string {
        return join(this.folder, documentFile(this.folder, api));
    }
}

/** The part of an OpenAPI document that scenarios edit. */
export interface OpenApiDocument {
    openapi: string;
    paths: Record<string, unknown>;
}
