import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parse, stringify } from "yaml";
import { documentFile, documentFiles } from "../../../stacks/documents";

/** A temporary copy of a project's OpenAPI documents, overlays and Dockerfiles, for a scenario to edit. */
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
        for (const file of [...documentFiles([original]), join("app", original, "Dockerfile")]) {
            const path = join(this.origin, file);
            if (existsSync(path)) cpSync(path, join(folder, basename(file)));
        }
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
