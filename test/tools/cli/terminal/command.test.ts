import assert from "node:assert/strict";
import { Command } from "../../../../tools/cli/terminal/command";
import { flag, list, required, text, value, withDefault } from "../../../../tools/cli/terminal/option";

const number = (given: string) => (/^\d+$/.test(given) ? Number(given) : undefined);

const command = new Command({
    name: "sample",
    summary: "Does a thing.",
    options: {
        stack: withDefault(text("NAME", "the stack"), "dev"),
        port: withDefault(value({ placeholder: "N", description: "the port", form: "a number", parse: number }), 8080),
        out: required(text("DIR", "the folder")),
        size: list({ placeholder: "N", description: "a size,\nin bytes", form: "a number", parse: number }),
        json: flag("print JSON"),
    },
    notes: "Exit codes: 0.",
    check: ({ json, size }) => (json && size.length > 1 ? ['"--size": got 2 of them, want one with --json'] : []),
});

function problemsOf(...argv: string[]): string[] {
    try {
        command.parse(argv);
    } catch (error) {
        assert.ok(error instanceof Error && error.name === "UsageError", String(error));
        return error.message.split("\n");
    }
    return [];
}

describe("A command line", () => {
    it("returns typed values, defaults, and the last value of a repeated flag", () => {
        assert.deepEqual(command.parse(["--out", "x", "--size=1", "--size", "2", "--port", "1", "--port", "0"]), {
            stack: "dev",
            port: 0,
            out: "x",
            size: [1, 2],
            json: false,
        });
    });

    it("requests help even if a required flag is missing", () => {
        assert.equal(command.parse(["--help"]), undefined);
        assert.equal(command.parse(["--json", "--help"]), undefined);
    });

    it("is rejected with every problem at once", () => {
        assert.deepEqual(problemsOf("x", "--stak", "dev", "--port", "x", "--json=1", "--size"), [
            '"x": got an argument, want only flags',
            '"--stak": got an unknown flag, want one of --stack, --port, --out, --size, --json, --help; did you mean "--stack"?',
            '"--json": got "1", want no value',
            '"--size": got no value, want a number',
            '"--port": got "x", want a number',
            '"--out": got nothing, want DIR',
        ]);
    });

    for (const [name, argv, problem] of [
        ["a flag in the place of a value", ["--out", "--json"], '"--out": got "--json", want DIR'],
        ["a short flag", ["--out", "x", "-j"], /^"-j": got an unknown flag/],
        ["a name of Object.prototype", ["--out", "x", "--constructor"], /^"--constructor": got an unknown flag/],
        ["a flag that is nothing like the others", ["--out", "x", "--verbose"], /--help$/],
        ["options that contradict each other", ["--out", "x", "--json", "--size=1", "--size=2"], /^"--size": got 2/],
        ["an unknown flag beside --help", ["--help", "--stak"], /did you mean "--stack"/],
    ] as const) {
        it(`is rejected for ${name}`, () => {
            const problems = problemsOf(...argv);
            assert.equal(problems.length, 1, problems.join("\n"));
            assert.match(problems[0] ?? "", typeof problem === "string" ? new RegExp(`^${problem}$`) : problem);
        });
    }

    it("generates its help from its options", () => {
        assert.equal(
            command.help,
            `Does a thing.

Usage: npm run sample -- [--stack NAME] [--port N] --out DIR [--size N]... [--json]

  --stack NAME  the stack (default: dev)
  --port N      the port (default: 8080)
  --out DIR     the folder
  --size N      a size,
                in bytes
  --json        print JSON
  --help        print this help

Exit codes: 0.
`,
        );
    });
});
