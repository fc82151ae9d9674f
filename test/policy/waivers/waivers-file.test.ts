import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { waiversVariable } from "../../../policy/contract/settings";
import { loadWaivers, parseWaivers } from "../../../policy/waivers/waivers-file";

const today = "2026-11-21";
const good = {
    policy: "r1-private-aws",
    urn: "*::aws:lb/loadBalancer:LoadBalancer::legacy",
    reason: "the partner moves to the gateway in December",
    owner: "payments",
    expires: "2026-12-01",
};

const written = (waiver: Readonly<Record<string, unknown>>): string =>
    `waivers:\n  - ${Object.entries(waiver)
        .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
        .join("\n    ")}\n`;

const problemsIn = (text: string): (string | undefined)[] =>
    parseWaivers(text, "waivers.yaml", today).problems.map(({ message }) => message.split("\n")[0]);

const { policy: _policy, ...withoutPolicy } = good;
const { expires: _expires, ...undated } = good;
const reviewed = { ...undated, policy: "r1-network-access", reviewed: "2026-11-01" };

describe("a file of waivers", () => {
    it("is parsed with the line of each waiver", () => {
        const { waivers, problems } = parseWaivers(
            `# granted by the platform team\n${written(good)}  - { rule: R3, urn: "a::b::c*", reason: "twenty characters ok", owner: a, expires: 2027-02-19 }\n`,
            "waivers.yaml",
            today,
        );
        assert.deepEqual(problems, []);
        assert.deepEqual(waivers, [
            {
                rule: "R1",
                policy: "r1-private-aws",
                urn: good.urn,
                reason: good.reason,
                owner: "payments",
                expires: "2026-12-01",
                place: '"waivers.yaml" line 3',
            },
            {
                rule: "R3",
                urn: "a::b::c*",
                reason: "twenty characters ok",
                owner: "a",
                expires: "2027-02-19",
                place: '"waivers.yaml" line 8',
            },
        ]);
    });

    it("may be empty", () => assert.deepEqual(parseWaivers("waivers: []", "w", today), { waivers: [], problems: [] }));

    it("accepts a waiver until the end of its last day", () => {
        assert.equal(parseWaivers(written({ ...good, expires: today }), "w", today).waivers.length, 1);
        assert.equal(parseWaivers(written({ ...good, expires: "2027-02-20" }), "w", today).waivers.length, 0);
    });

    it("accepts a review for a year from its date, for policies of the tiers network, strict and review", () => {
        const validOn = (day: string, policy = "r1-network-access") =>
            parseWaivers(written({ ...reviewed, policy, reviewed: day }), "w", today).waivers;
        for (const policy of ["r1-network-access", "r1-network-paths", "r1-opaque-resources", "r1-opaque-paths"])
            assert.equal(validOn(today, policy).length, 1, policy);
        assert.deepEqual(validOn("2025-11-21"), [
            {
                rule: "R1",
                policy: "r1-network-access",
                urn: good.urn,
                reason: good.reason,
                owner: "payments",
                expires: "2026-11-21",
                reviewed: "2025-11-21",
                place: '"w" line 2',
            },
        ]);
        assert.deepEqual([validOn("2025-11-20"), validOn("2026-11-22")], [[], []]);
    });

    const at = 'Waiver "waivers.yaml" line';
    const wrongOwner = '"policy" or "rule" does not name one policy or one rule of this pack';
    for (const [about, text, problems] of [
        ["invalid YAML", "waivers: [", [`${at} 1: it is not YAML.`]],
        ["a key twice", `${written(good)}    owner: other\n`, [`${at} 7: it is not YAML.`]],
        ["no content", "", [`${at} 1: it is not an object with "waivers" as its only key.`]],
        ["a list", "- a", [`${at} 1: it is not an object with "waivers" as its only key.`]],
        ["more keys", "waivers: []\nother: 1", [`${at} 1: it is not an object with "waivers" as its only key.`]],
        ["another key", "exceptions: []", [`${at} 1: "waivers" is not a list.`]],
        ["a number instead of a list", "waivers: 1", [`${at} 1: "waivers" is not a list.`]],
        ["a waiver that is a string", "waivers:\n  - all", [`${at} 2: it is not an object.`]],
        [
            "an alias",
            `${written(good)}  - &a x\n  - *a\n`,
            [`${at} 7: it is not an object.`, `${at} 8: it is not an object.`],
        ],
        ["an unknown key", written({ ...good, until: 1 }), [`${at} 2: the key "until" is not known.`]],
        ["a key that is a list", `${written(good)}    ? [a]\n    : 1\n`, [`${at} 2: the key "?" is not known.`]],
        ["no policy", written(withoutPolicy), [`${at} 2: ${wrongOwner}.`]],
        ["an unknown policy", written({ ...good, policy: "all" }), [`${at} 2: ${wrongOwner}.`]],
        ["an unknown rule", written({ ...withoutPolicy, rule: "R5" }), [`${at} 2: ${wrongOwner}.`]],
        ["an inherited name", written({ ...withoutPolicy, rule: "constructor" }), [`${at} 2: ${wrongOwner}.`]],
        ["a policy and a rule", written({ ...good, rule: "R1" }), [`${at} 2: ${wrongOwner}.`]],
        ["no pattern", written({ ...good, urn: "" }), [`${at} 2: "urn" is not a string.`]],
        ["every resource", written({ ...good, urn: "*" }), [`${at} 2: "urn" is too broad: it names no type and name.`]],
        [
            "a short reason",
            written({ ...good, reason: "  because it is so   " }),
            [`${at} 2: "reason" has 16 characters.`],
        ],
        [
            "19 characters",
            written({ ...good, reason: "nineteen characters" }),
            [`${at} 2: "reason" has 19 characters.`],
        ],
        ["no owner", written({ ...good, owner: " " }), [`${at} 2: "owner" is not a string.`]],
        ["an owner that is a number", written({ ...good, owner: 5 }), [`${at} 2: "owner" is not a string.`]],
        ["a date in the past", written({ ...good, expires: "2026-11-20" }), [`${at} 2: it expired on 2026-11-20.`]],
        [
            "a distant date",
            written({ ...good, expires: "2027-02-20" }),
            [`${at} 2: "expires" is 2027-02-20, more than 90 days away.`],
        ],
        [
            "a word instead of a date",
            written({ ...good, expires: "never" }),
            [`${at} 2: "expires" is not a date such as 2026-12-31.`],
        ],
        [
            "the 31st of November",
            written({ ...good, expires: "2026-11-31" }),
            [`${at} 2: "expires" is not a date such as 2026-12-31.`],
        ],
        [
            "a thirteenth month",
            written({ ...good, expires: "2026-13-01" }),
            [`${at} 2: "expires" is not a date such as 2026-12-31.`],
        ],
        [
            "a date and a time",
            written({ ...good, expires: "2026-12-01T00:00:00Z" }),
            [`${at} 2: "expires" is not a date such as 2026-12-31.`],
        ],
        [
            "a date after a word",
            written({ ...good, expires: "on 2026-12-01" }),
            [`${at} 2: "expires" is not a date such as 2026-12-31.`],
        ],
        [
            "a review of a year and a day ago",
            written({ ...reviewed, reviewed: "2025-11-20" }),
            [`${at} 2: it was reviewed on 2025-11-20, more than a year ago.`],
        ],
        [
            "a review in the future",
            written({ ...reviewed, reviewed: "2026-11-22" }),
            [`${at} 2: "reviewed" is 2026-11-22, which is in the future.`],
        ],
        [
            "a review that is not a date",
            written({ ...reviewed, reviewed: true }),
            [`${at} 2: "reviewed" is not a date such as 2026-12-31.`],
        ],
        [
            "a review and an expiry",
            written({ ...reviewed, expires: "2026-12-01" }),
            [`${at} 2: it has both "expires" and "reviewed".`],
        ],
        [
            "a review of a policy of the tier gateway",
            written({ ...reviewed, policy: "r1-private-aws" }),
            [`${at} 2: "reviewed" is not for it, because r1-private-aws is of the tier gateway.`],
        ],
        [
            "a review of a rule",
            written({ ...undated, policy: "", rule: "R1", reviewed: "2026-11-01" }),
            [`${at} 2: "reviewed" is not for it, because the rule covers policies of the tier gateway.`],
        ],
        [
            "several problems of a review",
            written({ ...reviewed, policy: "r2-cached-content", owner: 5, reviewed: "2027-01-01" }),
            [
                `${at} 2: "owner" is not a string; "reviewed" is 2027-01-01, which is in the future; "reviewed" is not for it, because r2-cached-content is of the tier gateway.`,
            ],
        ],
        [
            "several problems",
            written({ policy: "x", urn: "*::*::a" }),
            [
                `${at} 2: ${wrongOwner}; "urn" is too broad: it matches resources of any type; "reason" has 0 characters; "owner" is not a string; "expires" is not a date such as 2026-12-31.`,
            ],
        ],
    ] as const) {
        it(`with ${about} is rejected in one message and waives nothing`, () => {
            assert.deepEqual(problemsIn(text), problems);
            const { waivers, problems: own } = parseWaivers(text, "waivers.yaml", today);
            assert.equal(waivers.length, about === "an alias" ? 1 : 0);
            for (const { message } of own) assert.match(message, /^.*\nExpected: [^\n]+\.\nChange: [^\n]+\.$/);
        });
    }

    it("describes what is expected", () => {
        assert.deepEqual(parseWaivers(written({ ...good, owner: "" }), "waivers.yaml", today).problems, [
            {
                rule: "R1",
                message: [
                    `${at} 2: "owner" is not a string.`,
                    "Expected: policy (such as r1-private-kubernetes) or rule (R1, R2, R3, R4), urn with a complete type and part of a name, reason of at least 20 characters, owner, expires from 2026-11-21 to 2027-02-19, or for a policy of the tiers network, strict and review reviewed from 2025-11-21 to 2026-11-21.",
                    "Change: correct the waiver, or remove it and fix what it waived.",
                ].join("\n"),
            },
        ]);
    });
});

describe("the environment", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-waivers-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));
    const now = new Date("2026-11-21T23:59:59Z");

    it("names the file of waivers, whose dates are in UTC", () => {
        const file = join(folder, "waivers.yaml");
        writeFileSync(file, written({ ...good, expires: today }));
        const { waivers, problems } = loadWaivers({ [waiversVariable]: file }, now);
        assert.deepEqual(problems, []);
        assert.deepEqual(
            waivers.map(({ place }) => place),
            [`"${file}" line 2`],
        );
        const nextDay = new Date("2026-11-22T00:00:00Z");
        assert.match(loadWaivers({ [waiversVariable]: file }, nextDay).problems[0]?.message ?? "", /it expired on/);
    });

    it("may omit the file of waivers", () => {
        for (const environment of [{}, { [waiversVariable]: "" }])
            assert.deepEqual(loadWaivers(environment, now), { waivers: [], problems: [] });
    });

    it("is reported if it names an unreadable file", () => {
        const { waivers, problems } = loadWaivers({ [waiversVariable]: join(folder, "none.yaml") }, now);
        assert.deepEqual(waivers, []);
        assert.deepEqual(
            problems.map(({ rule, message }) => [rule, message.split("\n")]),
            [
                [
                    undefined,
                    [
                        `Waiver file "${join(folder, "none.yaml")}": it cannot be read (ENOENT).`,
                        "Expected: GATEHOUSE_WAIVERS as a path that is absolute or relative to the pack's folder.",
                        "Change: correct GATEHOUSE_WAIVERS, or unset it.",
                    ],
                ],
            ],
        );
    });
});
