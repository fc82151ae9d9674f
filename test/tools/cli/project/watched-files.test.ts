import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { integrationFolders, WatchedFiles } from "../../../../tools/cli/project/watched-files";

describe("the files that a command watches", () => {
    let folder = "";
    const write = (file: string, text: string) => {
        mkdirSync(join(folder, file, ".."), { recursive: true });
        writeFileSync(join(folder, file), text);
    };

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "watched-files-"));
        write("app/events/integrations.yaml", "a: 1");
        write("app/events/place.asl.json", "{}");
        write("app/events/templates/deep/request.vtl", "one");
        write("app/events/functions/price.ts", "one");
        write("app/events/node_modules/x/index.js", "");
        write("app/books/server.ts", "");
        write("app/accounts/authorizers/bearer.ts", "");
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it("are those of integrations and authorizers, without packages and servers", () => {
        const bearer = { type: "token", function: "app/accounts/authorizers/bearer.ts" } as const;
        const authorizers = { bearer };
        const folders = integrationFolders(folder, ["events", "books"], { authorizers });
        assert.deepEqual(folders.map((each) => relative(folder, each)).sort(), [
            "app/accounts/authorizers",
            "app/events",
            "app/events/functions",
            "app/events/templates",
            "app/events/templates/deep",
        ]);
    });

    for (const file of ["templates/deep/request.vtl", "functions/price.ts", "place.asl.json", "templates/new.vtl"]) {
        it(`include ${file}`, async () => {
            let watched: WatchedFiles | undefined;
            try {
                await new Promise<void>((resolve) => {
                    const folders = integrationFolders(folder, ["events"], {});
                    watched = new WatchedFiles([], () => resolve(), folders);
                    write(`app/events/${file}`, "another");
                });
            } finally {
                watched?.close();
            }
        });
    }
});
