import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { previewCommand } from "../../../../tools/cli/preview/preview-command";
import { projectFolder } from "../../../../tools/cli/project/project";
import { UsageError } from "../../../../tools/cli/terminal/usage-error";

const dev = readFileSync(join(projectFolder, "Pulumi.dev.yaml"), "utf8");

function changed(from: string, to: string): string {
    assert.ok(dev.includes(from), from);
    return dev.replace(from, to);
}

const document = "want the OpenAPI document of API";

describe("A stack file with problems", () => {
    let folder = "";
    const before = process.env.GATEHOUSE_PULUMI;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
        // Looking for an engine would fail with another error.
        process.env.GATEHOUSE_PULUMI = join(folder, "no-engine");
    });
    afterEach(() => {
        rmSync(folder, { recursive: true });
        if (before === undefined) delete process.env.GATEHOUSE_PULUMI;
        else process.env.GATEHOUSE_PULUMI = before;
    });

    async function problemsOf(text: string): Promise<string[]> {
        writeFileSync(join(folder, "Pulumi.x.yaml"), text);
        const running = previewCommand(["--stack", "x"], new AbortController().signal, folder);
        const error = await running.then(
            () => undefined,
            (reason: unknown) => reason,
        );
        assert.ok(error instanceof UsageError, String(error));
        // Missing documents and Dockerfiles are tested separately below.
        return error.problems.filter((problem) => !problem.includes(document) && !problem.includes("Dockerfile"));
    }

    for (const [title, text, problems] of [
        [
            "a wrong type",
            changed("availabilityZones: 2", "availabilityZones: two"),
            [
                'gatehouse:network.availabilityZones: got "two", want an integer from 2 to 6, or a list of zone names or ids such as [us-east-1a, use1-az2]',
            ],
        ],
        [
            "an unknown key",
            changed("ttlSeconds: 300", "ttlSecs: 300"),
            [
                'gatehouse:stages.Test.cache.ttlSecs: got an unknown key, want one of enabled, sizeGb, ttlSeconds; did you mean "ttlSeconds"?',
            ],
        ],
        [
            "a CIDR too small for the zones",
            changed("10.20.0.0/16", "10.20.0.0/26"),
            ['gatehouse:network.cidrBlock: got "10.20.0.0/26", want a block from /16 to /24 for 2 zones'],
        ],
        [
            "a client of a plan that does not exist",
            changed("web: standard", "web: gold"),
            ['gatehouse:clients.web: got "gold", want the name of a plan: standard'],
        ],
        [
            "two problems at once",
            changed("web: standard", "web: gold").replace("port: 5075", "port: none"),
            [
                'gatehouse:apis.pictures.port: got "none", want a port from 1 to 65535',
                'gatehouse:clients.web: got "gold", want the name of a plan: standard',
            ],
        ],
        [
            "an empty file",
            "",
            ['"Pulumi.x.yaml": got an empty file, want a map `config` with the settings of the stack'],
        ],
        [
            "a file that is not YAML",
            "config: [",
            [
                '"Pulumi.x.yaml" line 1: got a syntax error (Flow sequence in block collection must be sufficiently indented and end with a ]), want YAML',
            ],
        ],
    ] as const) {
        it(`is rejected with every problem, without an engine: ${title}`, async () => {
            assert.deepEqual(await problemsOf(text), problems);
        });
    }

    it("is rejected if its name is invalid, because AWS names contain it", async () => {
        writeFileSync(join(folder, "Pulumi.team.dev.yaml"), dev);
        await assert.rejects(previewCommand(["--stack", "team.dev"], new AbortController().signal, folder), {
            message:
                /^stack "team.dev": got that name, want letters, digits, - and _, beginning with a letter or digit, as an EKS cluster's name contains it\n/,
        });
    });

    it("is rejected with the missing documents and Dockerfiles", async () => {
        writeFileSync(join(folder, "Pulumi.x.yaml"), dev);
        await assert.rejects(previewCommand(["--stack", "x"], new AbortController().signal, folder), {
            message:
                'gatehouse:apis.pictures.build: got "app/pictures" without a Dockerfile, want a folder with one\n' +
                'gatehouse:apis.books.build: got "app/books" without a Dockerfile, want a folder with one\n' +
                '"app/pictures/openapi.yaml": got no file, want the OpenAPI document of API "pictures", as openapi.yaml, openapi.yml, openapi.json, swagger.yaml, swagger.json\n' +
                '"app/books/openapi.yaml": got no file, want the OpenAPI document of API "books", as openapi.yaml, openapi.yml, openapi.json, swagger.yaml, swagger.json',
        });
    });
});
