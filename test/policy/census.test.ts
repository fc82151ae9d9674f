import assert from "node:assert/strict";
import { awsCensus } from "./census/aws";
import { isReportedUnknown, isResourceType, typesOfStackRules } from "./census/checked-types";
import type { Census } from "./census/entry";
import { kubernetesCensus } from "./census/kubernetes";
import { problemsOf } from "./census/problems";
import { awsTypes, kubernetesTypes, type SdkType } from "./census/sdk-types";

const none = (problems: readonly string[]) => assert.ok(problems.length === 0, `\n${problems.join("\n")}`);

describe("the census of types", function () {
    // Thousands of files of the SDKs are read.
    this.timeout(60_000);

    it("leaves out no type of AWS", () => {
        const types = awsTypes();
        const ofStack = typesOfStackRules();
        assert.ok(types.length > 1500, `${types.length} types were found, so the SDK is not read as it is written`);
        none(problemsOf(types, awsCensus, (token) => ofStack.has(token) || isResourceType(token)));
    });

    it("leaves out no kind of Kubernetes", () => {
        const types = kubernetesTypes();
        assert.ok(types.length > 300, `${types.length} types were found, so the SDK is not read as it is written`);
        none(problemsOf(types, kubernetesCensus, isReportedUnknown));
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
    const problems = (types: readonly SdkType[], listed: Census, ...checked: string[]) =>
        problemsOf(types, listed, (token) => checked.includes(token)).map((problem) => problem.split(". ")[0]);

    it("is a type that nobody looked at", () => {
        assert.deepEqual(problems([type("Vpc"), type("New")], census("Vpc")), [
            "aws:ec2/New is neither judged nor in the census",
        ]);
    });

    it("is a type that is listed and judged, by itself or by its module", () => {
        const expected = ["aws:ec2/Vpc is judged by a rule"];
        assert.deepEqual(problems([type("Vpc")], census("Vpc"), "aws:ec2/Vpc"), expected);
        assert.deepEqual(problems([type("Vpc")], census("", "ec2"), "aws:ec2/Vpc"), expected);
    });

    it("is a name that the SDK has no more", () => {
        assert.deepEqual(problems([type("Vpc")], census("Vpc Old")), [
            "ec2/Old is in the census, and the SDK has no such type",
        ]);
        assert.deepEqual(problems([type("Vpc")], census("Vpc", "old")), [
            "The module old is in the census, and the SDK has none",
        ]);
    });

    it("is a name that is listed twice", () => {
        const expected = ["ec2/Vpc is in the census twice, perhaps by its module"];
        assert.deepEqual(problems([type("Vpc")], census("Vpc", "ec2")), expected);
        assert.deepEqual(problems([type("Vpc")], census("Vpc Vpc")), expected);
    });

    it("is an older name of a judged type under which nobody judges it", () => {
        const types = [type("Vpc", ["aws:old/Vpc", "aws:older/Vpc"])];
        assert.deepEqual(problems(types, census(""), "aws:ec2/Vpc", "aws:old/Vpc"), [
            "aws:older/Vpc is an older name of aws:ec2/Vpc, which is judged",
        ]);
    });
});
