import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allRules, buildPolicies } from "../../../policy/pack/crossguard";
import { readReport, reportVariable } from "../../../policy/pack/report";
import { parseWaivers } from "../../../policy/waivers/parse-waivers";
import { gatewayStack } from "../corpus/gateway/stack";
import { type Declared, type Diagnostic, Pack, urnOf } from "../engine";

const nodePort = (name: string): Declared => ({
    type: "kubernetes:core/v1:Service",
    name,
    props: { spec: { type: "NodePort" } },
});
const open = nodePort("open");
const fastPlan = gatewayStack({ plan: { props: { throttleSettings: { rateLimit: 200_000, burstLimit: 50 } } } });

const waiver = (covers: string, urn: string, expires = "2026-12-01"): string =>
    `  - { ${covers}, urn: "${urn}", reason: moves in December behind the gateway, owner: shop, expires: ${expires} }\n`;
const ofServices = "urn:pulumi:test::cases::kubernetes:core/v1:Service::";

function preview(resources: readonly Declared[], ...waivers: readonly string[]): Promise<Diagnostic[]> {
    const read = parseWaivers(
        waivers.length === 0 ? "waivers: []" : `waivers:\n${waivers.join("")}`,
        "w.yaml",
        "2026-11-21",
    );
    return new Pack(buildPolicies(allRules, read)).preview(resources);
}

const shown = (diagnostics: readonly Diagnostic[]) =>
    diagnostics.map(({ policy, urn, message }) => [policy, urn.split("::").at(-1), message.split("\n")[0]]);

describe("a waiver", () => {
    it("keeps a finding at one resource from being a violation, by policy or by rule", async () => {
        assert.equal((await preview([open])).length, 1);
        assert.deepEqual(await preview([open], waiver("policy: r1-private-kubernetes", urnOf(open))), []);
        assert.deepEqual(await preview([open], waiver("rule: R1", `${ofServices}op*`)), []);
    });

    it("keeps a finding of the whole stack from being a violation", async () => {
        const before = await preview(fastPlan);
        assert.deepEqual([...new Set(before.map(({ policy }) => policy))], ["r3-rate-limits"]);
        const waivers = [...new Set(before.map(({ urn }) => urn))].map((urn) => waiver("rule: R3", urn));
        assert.deepEqual(await preview(fastPlan, ...waivers), []);
    });

    it("is for its policy, its rule and its resources only", async () => {
        for (const other of [
            waiver("policy: r1-private-aws", urnOf(open)),
            waiver("rule: R2", urnOf(open)),
            waiver("rule: R1", `${ofServices}other`),
        ]) {
            const [finding, ofWaiver, ...more] = await preview([open], other);
            assert.equal(finding?.policy, "r1-private-kubernetes");
            assert.match(ofWaiver?.message ?? "", /^Waiver "w.yaml" line 2: it waives nothing\./);
            assert.deepEqual(more, []);
        }
    });

    it("that waives nothing is a violation of its rule, at the stack", async () => {
        const diagnostics = await preview(gatewayStack(), waiver("policy: r4-key-on-every-operation", "a::b::c"));
        assert.deepEqual(shown(diagnostics), [["r4-usage-plans", "api", 'Waiver "w.yaml" line 2: it waives nothing.']]);
        assert.deepEqual(diagnostics[0]?.message.split("\n").slice(1), [
            "Wanted: a waiver for at least 1 and at most 10 resources that break the rule.",
            "Change: remove it.",
        ]);
        assert.equal(diagnostics[0]?.level, "mandatory");
    });

    it("with a fault is reported at the stack itself, wherever the engine shows it", async () => {
        const root: Declared = { type: "pulumi:pulumi:Stack", name: "dev", props: {} };
        const diagnostics = await preview([...gatewayStack(), root], waiver("rule: R2", "a::b::c"));
        assert.deepEqual(
            diagnostics.map(({ urn }) => urn),
            [urnOf(root)],
        );
    });

    it("covers no finding that an earlier one covers", async () => {
        const twice = waiver("rule: R1", urnOf(open));
        assert.deepEqual(shown(await preview([open], twice, twice)), [
            ["r1-private-paths", "open", 'Waiver "w.yaml" line 3: it waives nothing.'],
        ]);
    });

    it("may cover ten resources and no more", async () => {
        const services = Array.from({ length: 11 }, (_, index) => nodePort(`open-${index}`));
        const wide = waiver("rule: R1", `${ofServices}open-*`);
        assert.deepEqual(await preview(services.slice(1), wide), []);
        assert.deepEqual(
            (await preview(services, wide)).map(({ policy, message }) => [policy, message]),
            [
                [
                    "r1-private-paths",
                    'Waiver "w.yaml" line 2: it is too broad: it waives 11 resources.\nWanted: a waiver for at least 1 and at most 10 resources that break the rule.\nChange: narrow urn.',
                ],
            ],
        );
    });

    it("that expired waives nothing, and is a violation itself", async () => {
        assert.deepEqual(shown(await preview([open], waiver("rule: R1", urnOf(open), "2026-11-20"))), [
            [
                "r1-private-kubernetes",
                "open",
                'Service "open": spec.type is "NodePort", which opens a port on every node.',
            ],
            ["r1-private-paths", "open", 'Waiver "w.yaml" line 2: it expired on 2026-11-20.'],
        ]);
    });

    it("with a fault is reported once, by the policy of its rule, or by R1's where it has none", async () => {
        const diagnostics = await preview(
            gatewayStack(),
            waiver("rule: R3", "*::*::a"),
            waiver("policy: r2-cached-content", "*::*::b"),
            waiver("rule: R7", "a::b::c"),
        );
        assert.deepEqual(
            diagnostics.map(({ policy, message }) => [policy, / line (\d)/.exec(message)?.[1]]),
            [
                ["r1-private-paths", "4"],
                ["r2-cached-content", "3"],
                ["r3-rate-limits", "2"],
            ],
        );
    });

    it("cannot waive the faults of waivers or of the configuration", async () => {
        const root = urnOf(open);
        const diagnostics = await preview([open], waiver("rule: R1", root), waiver("rule: R1", `${root}*`));
        assert.deepEqual(
            diagnostics.map(({ urn, message }) => [urn, /line 3: it waives nothing/.test(message)]),
            [[root, true]],
        );
    });

    it("is used anew in each run", async () => {
        const read = parseWaivers(`waivers:\n${waiver("rule: R1", urnOf(open))}`, "w.yaml", "2026-11-21");
        const pack = new Pack(buildPolicies(allRules, read));
        assert.deepEqual(await pack.preview([open]), []);
        assert.match((await pack.preview([nodePort("shut")])).map(({ message }) => message).join(), /waives nothing/);
        assert.deepEqual(await pack.preview([open]), []);
    });
});

describe("the report file", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-policy-"));
        process.env[reportVariable] = join(folder, "report.json");
    });
    afterEach(() => {
        delete process.env[reportVariable];
        rmSync(folder, { recursive: true });
    });

    it("lists what is waived apart from what was found", async () => {
        const shut = nodePort("shut");
        await preview([open, shut], waiver("rule: R1", urnOf(open)));
        const [r1, r2] = readReport(join(folder, "report.json"))?.rules ?? [];
        assert.deepEqual(
            r1?.findings.map(({ urn }) => urn),
            [urnOf(shut)],
        );
        assert.deepEqual(
            r1?.waived.map(({ message, ...waived }) => ({ ...waived, lines: message.split("\n").length })),
            [
                {
                    policy: "r1-private-kubernetes",
                    urn: urnOf(open),
                    reason: "moves in December behind the gateway",
                    owner: "shop",
                    expires: "2026-12-01",
                    lines: 3,
                },
            ],
        );
        assert.deepEqual(r2?.waived, []);
    });
});
