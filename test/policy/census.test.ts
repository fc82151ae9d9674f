import assert from "node:assert/strict";
import { awsCompute } from "./census/aws-compute";
import { awsData } from "./census/aws-data";
import { awsGateway } from "./census/aws-gateway";
import { awsModules } from "./census/aws-modules";
import { awsNetwork } from "./census/aws-network";
import { isReportedUnknown, isResourceType, typesOfStackRules } from "./census/checked-types";
import type { Census } from "./census/entry";
import { kubernetesCensus } from "./census/kubernetes";
import { problemsOf } from "./census/problems";
import { awsTypes, kubernetesTypes, type SdkType } from "./census/sdk-types";

const awsCensus: Census = {
    modules: awsModules,
    types: [...awsNetwork, ...awsCompute, ...awsGateway, ...awsData],
};

const none = (problems: readonly string[]) => assert.ok(problems.length === 0, `\n${problems.join("\n")}`);

describe("the census of types", function () {
    // The test reads thousands of files of the SDKs.
    this.timeout(60_000);

    it("covers every AWS type", () => {
        const types = awsTypes();
        const ofStack = typesOfStackRules();
        assert.ok(types.length > 1500, `${types.length} types were found, so the SDK is not read correctly`);
        none(problemsOf(types, awsCensus, (token) => ofStack.has(token) || isResourceType(token)));
    });

    it("covers every Kubernetes kind", () => {
        const types = kubernetesTypes();
        assert.ok(types.length > 300, `${types.length} types were found, so the SDK is not read correctly`);
        none(problemsOf(types, kubernetesCensus, isReportedUnknown));
    });
});

describe("a problem of the census", () => {
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

    it("is a type that was not reviewed", () => {
        assert.deepEqual(problems([type("Vpc"), type("New")], census("Vpc")), [
            "aws:ec2/New is neither checked nor in the census",
        ]);
    });

    it("is a type that is listed and checked, by itself or through its module", () => {
        const expected = ["aws:ec2/Vpc is checked by a rule"];
        assert.deepEqual(problems([type("Vpc")], census("Vpc"), "aws:ec2/Vpc"), expected);
        assert.deepEqual(problems([type("Vpc")], census("", "ec2"), "aws:ec2/Vpc"), expected);
    });

    it("is a name that the SDK no longer has", () => {
        assert.deepEqual(problems([type("Vpc")], census("Vpc Old")), [
            "ec2/Old is in the census, but the SDK has no such type",
        ]);
        assert.deepEqual(problems([type("Vpc")], census("Vpc", "old")), [
            "The module old is in the census, but the SDK has no such module",
        ]);
    });

    it("is a name that is listed twice", () => {
        const expected = ["ec2/Vpc is in the census twice, possibly through its module"];
        assert.deepEqual(problems([type("Vpc")], census("Vpc", "ec2")), expected);
        assert.deepEqual(problems([type("Vpc")], census("Vpc Vpc")), expected);
    });

    it("is an earlier token of a checked type that no rule checks", () => {
        const types = [type("Vpc", ["aws:old/Vpc", "aws:older/Vpc"])];
        assert.deepEqual(problems(types, census(""), "aws:ec2/Vpc", "aws:old/Vpc"), [
            "aws:older/Vpc is an earlier token of aws:ec2/Vpc, which is checked",
        ]);
    });
});
