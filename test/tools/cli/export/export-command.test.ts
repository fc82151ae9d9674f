import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportCommand } from "../../../../tools/cli/export/export-command";
import { UsageError } from "../../../../tools/cli/terminal/usage-error";
import { sampleBody } from "../../../openapi/clients/sample-body";

const never = new AbortController().signal;

function resource(type: string, id: string, outputs: object) {
    return { urn: `urn:pulumi:live::shop::${type}::${id}`, type, id, custom: true, outputs };
}

function state(stages: readonly string[]): object {
    const resources = [
        resource("aws:apigateway/restApi:RestApi", "abc123", { body: JSON.stringify(sampleBody) }),
        ...stages.map((stageName) =>
            resource("aws:apigateway/stage:Stage", stageName, {
                restApi: "abc123",
                stageName,
                invokeUrl: `https://abc123.execute-api.eu-west-1.amazonaws.com/${stageName}`,
            }),
        ),
    ];
    return { version: 3, deployment: { resources } };
}

describe("npm run export of a deployed stage", () => {
    let folder = "";
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
        writeFileSync(join(folder, "one.json"), JSON.stringify(state(["live"])));
        writeFileSync(join(folder, "two.json"), JSON.stringify(state(["live", "next"])));
        writeFileSync(join(folder, "none.json"), JSON.stringify(state([])));
    });
    after(() => rmSync(folder, { recursive: true }));

    async function run(file: string, ...argv: readonly string[]) {
        const lines = { output: "", errors: "" };
        await exportCommand(["--state", join(folder, file), ...argv], never, {
            write: (text) => {
                lines.output += text;
            },
            writeError: (text) => {
                lines.errors += text;
            },
        });
        return lines;
    }

    it("has the URL of AWS, and AWS's own command with the id", async () => {
        const { output, errors } = await run("one.json");
        const { servers } = JSON.parse(output);
        assert.equal(servers[0].url, "https://abc123.execute-api.eu-west-1.amazonaws.com/{basePath}");
        assert.match(
            errors,
            /: aws apigateway get-export --rest-api-id abc123 --stage-name live --export-type oas30 --region eu-west-1 oas30\.json\n$/,
        );
    });

    it("asks AWS for Postman's extension where the format is Postman's", async () => {
        const { errors, output } = await run("one.json", "--format", "postman");
        assert.match(errors, /--export-type oas30 --parameters extensions=postman /);
        assert.equal(JSON.parse(output).variable[0].value, "https://abc123.execute-api.eu-west-1.amazonaws.com/live");
    });

    it("is written into a file, as YAML by its name", async () => {
        const file = join(folder, "books.yml");
        const { output } = await run("two.json", "--stage", "next", "--api", "books", "--output", file);
        assert.equal(output, "");
        assert.match(readFileSync(file, "utf8"), /^openapi: 3\.0\.1\ninfo:\n {2}title: shop\n/);
    });

    for (const [argv, problems] of [
        [["two.json"], ['"--stage": got nothing, want one of live, next']],
        [
            ["one.json", "--stage", "test", "--api", "book"],
            ['"--stage": got "test", want one of live', '"--api": got "book", want one of books, bookshops'],
        ],
        [["one.json", "--format", "raml"], ['"--format": got "raml", want one of oas30, swagger, postman']],
        [
            ["one.json", "--format", "postman", "--output", "a.yaml"],
            ['"--output": got "a.yaml" with --format postman, want a name that ends in .json'],
        ],
        [
            ["one.json", "--output", "/no/such/folder/a.json"],
            ['"--output": "/no/such/folder/a.json": got ENOENT, want a file that can be written'],
        ],
    ] as const) {
        it(`is rejected with ${argv.join(" ")}`, async () => {
            const [file, ...rest] = argv;
            await assert.rejects(run(file, ...rest), (error) => {
                assert.ok(error instanceof UsageError);
                assert.deepEqual(error.problems, problems);
                return true;
            });
        });
    }

    it("is rejected if the state has none", async () => {
        await assert.rejects(run("none.json"), /got no stage of a REST API and no HTTP API, want one/);
    });
});

describe("npm run export of a stage of a stack's file", () => {
    it("is rejected before anything is simulated if the file has no such stage", async () => {
        await assert.rejects(exportCommand(["--stage", "live"], never), /"--stage": got "live", want one of Test/);
    });

    it("prints its flags", async () => {
        let output = "";
        const write = (text: string) => {
            output += text;
        };
        assert.equal(await exportCommand(["--help"], never, { write }), 0);
        assert.match(output, /^ {2}--format FORMAT {3,}OpenAPI 3\.0 \(oas30\)/m);
    });
});
