import assert from "node:assert/strict";
import { awsCensus } from "./census/aws";
import type { Census } from "./census/entry";
import { faultsOf } from "./census/faults";
import { isReportedUnknown, isResourceType, typesOfStackRules } from "./census/judged-types";
import { kubernetesCensus } from "./census/kubernetes";
import { awsTypes, kubernetesTypes, type SdkType } from "./census/sdk-types";

const none = (faults: readonly string[]) => assert.ok(faults.length === 0, `\n${faults.join("\n")}`);

describe("the census of types", function () {
    // Thousands of files of the SDKs are read.
    this.timeout(60_000);

    it("leaves out no type of AWS", () => {
        const types = awsTypes();
        const ofStack = typesOfStackRules();
        assert.ok(types.length > 1500, `${types.length} types were found, so the SDK is not read as it is written`);
        none(faultsOf(types, awsCensus, (token) => ofStack.has(token) || isResourceType(token)));
    });

    it("leaves out no kind of Kubernetes", () => {
        const types = kubernetesTypes();
        assert.ok(types.length > 300, `${types.length} types were found, so the SDK is not read as it is written`);
        none(faultsOf(types, kubernetesCensus, isReportedUnknown));
    });
});

describe("a fault of the census", () => {
    const type = (name: string, older: readonly string[] = []): SdkType => ({
        token: `aws:ec2/${name}`,
        module: "ec2",
        name,
        older,
    });
    const census = (types: string, modules = ""): Census => ({
        modules: [{ because: "", modules }],
        types: [{ module: "ec2", because: "", types }],
    });
    const faults = (types: readonly SdkType[], listed: Census, ...judged: string[]) =>
        faultsOf(types, listed, (token) => judged.includes(token)).map((fault) => fault.split(". ")[0]);

    it("is a type that nobody looked at", () => {
        assert.deepEqual(faults([type("Vpc"), type("New")], census("Vpc")), [
            "aws:ec2/New is neither judged nor in the census",
        ]);
    });

    it("is a type that is listed and judged, by itself or by its module", () => {
        const expected = ["aws:ec2/Vpc is judged by a rule"];
        assert.deepEqual(faults([type("Vpc")], census("Vpc"), "aws:ec2/Vpc"), expected);
        assert.deepEqual(faults([type("Vpc")], census("", "ec2"), "aws:ec2/Vpc"), expected);
    });

    it("is a name that the SDK has no more", () => {
        assert.deepEqual(faults([type("Vpc")], census("Vpc Old")), [
            "ec2/Old is in the census, and the SDK has no such type",
        ]);
        assert.deepEqual(faults([type("Vpc")], census("Vpc", "old")), [
            "The module old is in the census, and the SDK has none",
        ]);
    });

    it("is a name that is listed twice", () => {
        const expected = ["ec2/Vpc is in the census twice, perhaps by its module"];
        assert.deepEqual(faults([type("Vpc")], census("Vpc", "ec2")), expected);
        assert.deepEqual(faults([type("Vpc")], census("Vpc Vpc")), expected);
    });

    it("is an older name of a judged type under which nobody judges it", () => {
        const types = [type("Vpc", ["aws:old/Vpc", "aws:older/Vpc"])];
        assert.deepEqual(faults(types, census(""), "aws:ec2/Vpc", "aws:old/Vpc"), [
            "aws:older/Vpc is an older name of aws:ec2/Vpc, which is judged",
        ]);
    });
});
