import assert from "node:assert/strict";
import { parse } from "yaml";
import { withRelease } from "../../../../tools/cli/release/stack-releases";

const [one, two] = ["123456789012", "0123456789ab"];
const release = { snapshot: one, history: [two], canary: { percent: 12.5, variables: {}, ownCache: false } };
const text = `# The stack.
config:
  aws:region: eu-central-1 # Frankfurt
  gatehouse:stages:
    # For customers.
    live:
      throttle: { requestsPerSecond: 10, burst: 5 }
      cache: { sizeGb: 0.5 } # small
    candidate:
  gatehouse:clients: { web: standard }
`;

describe("The release of a stage in the stack's file", () => {
    it("is added, changed and read back, with every comment and the order of keys", () => {
        const edited = withRelease("Pulumi.prod.yaml", text, "live", release);
        const { release: written, ...others } = parse(edited).config["gatehouse:stages"].live;
        assert.deepEqual(written, { snapshot: one, history: [two], canary: { percent: 12.5 } });
        assert.deepEqual(Object.keys(others), ["throttle", "cache"]);
        const lines = edited.split("\n");
        for (const line of text.split("\n")) assert.ok(lines.includes(line), line);
        const again = withRelease("Pulumi.prod.yaml", edited, "live", { snapshot: two, history: [] });
        assert.deepEqual(parse(again).config["gatehouse:stages"].live.release, { snapshot: two });
    });

    it("keeps a snapshot's name a string, also one of digits only", () => {
        const edited = withRelease("Pulumi.prod.yaml", text, "live", release);
        assert.equal(typeof parse(edited).config["gatehouse:stages"].live.release.snapshot, "string");
    });

    it("is added to a stage without settings", () => {
        const edited = withRelease("Pulumi.prod.yaml", text, "candidate", { snapshot: two, history: [] });
        assert.deepEqual(parse(edited).config["gatehouse:stages"].candidate, { release: { snapshot: two } });
    });

    it("is rejected where the stage is not written out, or an alias repeats it", () => {
        const aliased = text.replace("live:", "live: &live").replace("candidate:", "candidate: *live");
        for (const [stage, content] of [
            ["gone", text],
            ["live", aliased],
            ["candidate", aliased],
        ] as const)
            assert.throws(
                () => withRelease("Pulumi.prod.yaml", content, stage, release),
                /"Pulumi\.prod\.yaml": got no stage that can be changed/,
            );
    });
});
