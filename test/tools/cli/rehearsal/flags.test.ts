import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../../../tools/cli/project/project";
import { rehearseFlags } from "../../../../tools/cli/rehearsal/flags";
import { scenarios } from "../../../../tools/cli/rehearsal/scenarios/scenarios";

describe("The flags of the rehearse command", () => {
    it("accept a stack and several scenarios", () => {
        const flags = rehearseFlags(["a", "b"]).parse(["--stack", "prod", "--scenario", "a", "--scenario", "b"]);
        assert.deepEqual([flags?.stack, flags?.scenario, flags?.all], ["prod", ["a", "b"], false]);
    });

    it("reject an unknown scenario and list the known ones", () => {
        assert.throws(() => rehearseFlags(["a", "b"]).parse(["--scenario", "c"]), {
            name: "UsageError",
            message: '"--scenario": got "c", want one of a, b',
        });
    });

    it("have a page that names every scenario that rejects --state", () => {
        const page = readFileSync(join(projectFolder, "docs/rehearsal.md"), "utf8");
        const [, list = ""] =
            /`--state FILE` a scenario starts from an exported state; (.*?) create everything/s.exec(page) ?? [];
        const named = [...list.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
        const rejecting = scenarios.filter(({ createsEverything }) => createsEverything).map(({ name }) => name);
        assert.deepEqual(named, rejecting.sort());
    });

    it("have a page with the results of every scenario", () => {
        const page = readFileSync(join(projectFolder, "docs/rehearsal.md"), "utf8");
        const [, table = ""] = /<!-- rehearsal:begin -->\n(.*)<!-- rehearsal:end -->/s.exec(page) ?? [];
        const named = new Set([...table.matchAll(/^\| ([a-z][a-z-]*) \|/gm)].map(([, name]) => name));
        named.delete("scenario");
        assert.deepEqual(
            [...named],
            scenarios.map(({ name }) => name),
        );
    });
});
