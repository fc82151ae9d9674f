import assert from "node:assert/strict";
import { supportWarning } from "../../../stacks/settings/cluster/kubernetes-support";

describe("The warning about the end of support", () => {
    for (const [version, supportType, day, expected] of [
        ["1.35", "standard", "2026-12-26", undefined],
        [
            "1.35",
            "standard",
            "2026-12-27",
            "EKS ends standard support of Kubernetes 1.35 on 2027-03-27: it then upgrades the cluster to 1.36 at a time of its choosing; upgrade to 1.36 before",
        ],
        [
            "1.35",
            "extended",
            "2027-03-27",
            "EKS ends standard support of Kubernetes 1.35 on 2027-03-27: the cluster then runs for 0.60 instead of 0.10 USD an hour; upgrade to 1.36 before",
        ],
        [
            "1.35",
            "standard",
            "2027-03-28",
            "EKS ended standard support of Kubernetes 1.35 on 2027-03-27: it upgrades the cluster to 1.36 at a time of its choosing",
        ],
        [
            "1.33",
            "extended",
            "2027-04-29",
            "Kubernetes 1.33 is in extended support, for 0.60 instead of 0.10 USD an hour, until 2027-07-29",
        ],
        [
            "1.33",
            "extended",
            "2027-04-30",
            "Kubernetes 1.33 is in extended support, for 0.60 instead of 0.10 USD an hour, until 2027-07-29; EKS then upgrades the cluster to 1.34",
        ],
        [
            "1.33",
            "extended",
            "2027-07-30",
            "EKS ended its support of Kubernetes 1.33 on 2027-07-29: it upgrades the cluster to 1.34 at a time of its choosing",
        ],
        ["1.12", "standard", "2026-12-27", undefined],
    ] as const) {
        it(`for ${version} with ${supportType} support on ${day}: ${expected ?? "none"}`, () =>
            assert.equal(supportWarning(version, supportType, day), expected));
    }
});
